"""AVeriTeC as its users load it: pandas, and scikit-learn's F1 over the four labels, as the dataset's scorer computes it.

The fields are those of the dataset's published files.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pandas
from sklearn.metrics import f1_score

FIELDS = [
    "claim", "required_reannotation", "label", "justification", "claim_date", "speaker", "original_claim_url",
    "cached_original_claim_url", "fact_checking_article", "reporting_source", "location_ISO_code", "claim_types",
    "fact_checking_strategies", "questions",
]  # fmt: skip
ANSWER = {"answer", "answer_type", "source_url", "source_medium"}
LABELS = ["Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking"]
FILE = Path(sys.argv[1]) / "averitec.json"


def strings(example):
    """Question and answer in one, as the scorer compares them; a yes or no needs its explanation."""
    for question in example["questions"]:
        for answer in question["answers"]:
            explained = f". {answer['boolean_explanation']}" if answer["answer_type"] == "Boolean" else ""
            yield f"{question['question']} {answer['answer']}{explained}"
        if not question["answers"]:
            yield f"{question['question']} No answer could be found."


examples = json.loads(FILE.read_text(encoding="utf-8"))
assert [sorted(example) for example in examples] == [sorted(FIELDS)] * len(examples)
found = [text for example in examples for text in strings(example)]
assert found == ["What is in the harbour fund? =3.1 million"], found

frame = pandas.read_json(FILE)
assert list(frame["label"]) == ["Refuted"]
assert f1_score(frame["label"], frame["label"], labels=LABELS, average=None, zero_division=0).tolist() == [0, 1, 0, 0]
answers = pandas.json_normalize(
    examples, ["questions", "answers"], ["claim", ["questions", "question"]], errors="ignore"
)
assert set(answers.columns) >= ANSWER
assert set(answers["answer_type"]) <= {"Extractive", "Abstractive", "Boolean", "Unanswerable"}
print(f"averitec: {len(frame)} claim, {len(answers)} answer")
print(", ".join(f"{name} {version(name)}" for name in ("pandas", "scikit-learn")))
