"""The client's notebook, run from top to bottom against a real site, as its reader would."""

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CLIENT = Path(__file__).parents[3] / "clients" / "python"
os.environ["PYTHONPATH"] = str(CLIENT)
os.environ["FACTCHECK_PROJECT"] = "demo"

notebook = nbformat.read(CLIENT / "notebooks" / "verdicts.ipynb", as_version=4)
nbformat.validate(notebook)
code = [cell for cell in notebook.cells if cell.cell_type == "code"]
assert not any(cell.outputs or cell.execution_count for cell in code), "The notebook is kept without what it printed."

NotebookClient(notebook, timeout=120).execute()

outputs = [output for cell in code for output in cell.outputs]
assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"], outputs
charts = [o for o in outputs if "image/png" in o.get("data", {})]
assert len(charts) == 1
words = "".join(o.text for o in outputs if o.output_type == "stream")
assert "Signed in as Olu" in words, words
print(words.strip())
print(f"one chart of {len(charts[0].data['image/png']) * 3 // 4:,} bytes")
