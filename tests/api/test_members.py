"""Members and invitations over the API."""

from __future__ import annotations

import uuid

from annotations.actions.members import accept_invitation
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, make_cast, make_user


def test_it_works(cast: Cast):
    olu, path = Asker(cast.olu), f"projects/{cast.project.slug}/members/"
    members = every(Asker(cast.rae), path)
    assert {m["user"]["name"]: m["role"] for m in members} == {
        "Ada": "editor",
        "Ben": "annotator",
        "Chi": "reviewer",
        "Dan": "reviewer",
        "Olu": "owner",
        "Rae": "reader",
    }
    new = make_user("Ivo")
    chosen = str(uuid.uuid4())
    made = olu.post(path, {"username": new.username, "role": "annotator", "id": chosen})
    assert (made.status_code, made.json()["user"]) == (201, {"id": str(new.pk), "name": "Ivo"})
    assert made.json()["id"] == chosen
    problem(olu.post(path, {"username": new.username, "role": "reader"}), 409)
    assert pointers(olu.post(path, {"username": "nobody", "role": "reader"}), 422) == {"/username"}
    assert pointers(olu.post(path, {"username": cast.eve.username, "role": "king"})) == {"/role"}
    one = f"{path}{made.json()['id']}/"
    assert olu.patch(one, {"role": "editor"}, '"1"').json()["role"] == "editor"
    assert olu.get(one).json()["version"] == 2
    assert olu.delete(one, '"2"').status_code == 204
    problem(olu.get(one), 404)
    owner = next(m for m in every(olu, path) if m["role"] == "owner")
    problem(olu.delete(f"{path}{owner['id']}/", '"1"'), 409)
    problem(olu.patch(f"{path}{owner['id']}/", {"role": "reader"}, '"1"'), 409)
    assert "@" not in Asker(cast.rae).get(path).content.decode()


def test_invitations(cast: Cast):
    olu, path = Asker(cast.olu), f"projects/{cast.project.slug}/invitations/"
    chosen = str(uuid.uuid4())
    made = olu.post(path, {"role": "annotator", "note": "for Ivo", "id": chosen})
    assert made.status_code == 201, made.content
    invitation = made.json()
    assert invitation["id"] == chosen
    assert invitation["link"].startswith("http://testserver/invitations/")
    shown = {**invitation, "link": None}
    assert every(olu, path) == [shown] == [olu.get(f"{path}{invitation['id']}/").json()]
    problem(Asker(cast.ada).get(path), 403)
    problem(Asker(cast.eve).get(path), 404)
    accept_invitation(by=cast.eve, secret=invitation["link"].split("/")[-2])
    assert olu.get(f"{path}{invitation['id']}/").json()["accepted_by"]["name"] == "Eve"
    second = olu.post(path, {"role": "reader"}).json()
    problem(olu.delete(f"{path}{second['id']}/"), 428)
    assert olu.delete(f"{path}{second['id']}/", '"1"').status_code == 204
    problem(olu.get(f"{path}{second['id']}/"), 404)
    other = make_cast()
    problem(Asker(other.olu).get(f"projects/{other.project.slug}/invitations/{invitation['id']}/"), 404)
