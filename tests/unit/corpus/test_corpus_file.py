"""corpus.toml: what it may hold, and what is said of the rest."""

import pytest

from sayso.data.bundled import folder
from sayso.data.corpus_file import read
from sayso.data.fields import LABELLED, OPTIONAL
from sayso.errors import UsageError


def file(tmp_path, content):
    path = tmp_path / "corpus.toml"
    path.write_text(content, encoding="utf-8")
    return path


def message(tmp_path, content):
    with pytest.raises(UsageError) as raised:
        read(file(tmp_path, content))
    return str(raised.value).replace(f"{tmp_path}/", "")


def test_documents_alone_make_a_corpus(tmp_path):
    found = read(file(tmp_path, 'documents = "texts.jsonl"\n'))
    assert (found.documents, found.gold, found.annotated) == ("texts.jsonl", None, None)
    assert (found.passes, found.labels) == ({}, {})


def test_a_label_set_may_be_named_with_or_without_quotation_marks(tmp_path):
    quoted = read(file(tmp_path, 'documents = "d"\n[labels]\n"quotes.kind" = ["a"]\n"events.type" = ["b"]\n'))
    plain = read(file(tmp_path, 'documents = "d"\n[labels]\nquotes.kind = ["a"]\nevents.type = ["b"]\n'))
    assert quoted == plain
    assert plain.labels == {"quotes.kind": ["a"], "events.type": ["b"]}


def test_the_bundled_corpus_declares_every_attribute_and_every_label_set():
    found = read(folder() / "corpus" / "corpus.toml")
    assert sorted(found.annotated) == sorted(OPTIONAL)
    assert sorted(found.labels) == sorted(LABELLED)
    assert [len(found.labels[name]) for name in ("events.type", "entities.type", "arguments.role")] == [16, 7, 7]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('documents = "d"\nglod = "g"\n', "corpus.toml: unknown key 'glod'; did you mean 'gold'?"),
        (
            'documents = "d"\nzzz = 1\n',
            "corpus.toml: unknown key 'zzz'; known are name, documents, gold, annotated, passes, labels",
        ),
        (
            'gold = "g"\n',
            "corpus.toml: the key 'documents' is missing; it names the file of documents, relative to this one",
        ),
        ("documents = 3\n", "corpus.toml: documents: found 3; input should be a valid string"),
        (
            'documents = "d"\nannotated = ["quotes.cues"]\n',
            "corpus.toml: unknown attribute in annotated 'quotes.cues'; did you mean 'quotes.cue'?",
        ),
        (
            'documents = "d"\n[labels]\n"events.typ" = ["a"]\n',
            "corpus.toml: unknown attribute in labels 'events.typ'; did you mean 'events.type'?",
        ),
        (
            'documents = "d"\n[labels]\n"quotes.kind" = ["a", "b", "a"]\n',
            "corpus.toml: labels.quotes.kind: a label stands there twice",
        ),
        (
            'documents = "d"\n[labels]\nquotes = "a"\n',
            "corpus.toml: labels.quotes: found 'a'; input should be a valid list",
        ),
        ('documents = "d"\nlabels = 1\n', "corpus.toml: labels: found 1; input should be a valid dictionary"),
        (
            "documents = \n",
            "corpus.toml: is not TOML in UTF-8: Invalid value (at line 1, column 13)",
        ),
        (
            'names = "n"\ndocument = "d"\n',
            "corpus.toml: the key 'documents' is missing; it names the file of documents, relative to this one\n"
            "corpus.toml: unknown key 'names'; did you mean 'name'?\n"
            "corpus.toml: unknown key 'document'; did you mean 'documents'?",
        ),
    ],
)
def test_what_does_not_belong_is_told_all_at_once(tmp_path, content, said):
    assert message(tmp_path, content) == said


def test_a_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "corpus.toml"
    path.write_bytes('name = "é"\n'.encode("latin-1"))
    with pytest.raises(UsageError, match=r"corpus\.toml: is not TOML in UTF-8: 'utf-8' codec can't decode byte 0xe9"):
        read(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"absent\.toml: cannot be read: No such file or directory$"):
        read(tmp_path / "absent.toml")
