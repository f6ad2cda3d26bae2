"""Files by their URLs: the same content as by their paths, told without what gives access."""

import io
import json
import pickle
import sys
import zipfile

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from harbour import gold
from sayso.bench.config import read
from sayso.command.process import run as command
from sayso.data import jsonl, remote, stores
from sayso.data.sources import FileSource
from sayso.data.tables import write_parquet
from sayso.data.urls import Url, is_url, place_of, said, shown, tidy
from sayso.errors import DataError, UsageError
from sayso.extractors.empty import Empty
from sayso.extractors.running import extract
from sayso.testing.evaluator import Evaluator
from web import shelf


@pytest.fixture
def store(tmp_path):
    """A corpus with runs in a folder, and the same in memory at `memory://store`."""
    folder = shelf(tmp_path / "store")
    with zipfile.ZipFile(folder / "all.zip", "w") as packed:
        for name in ("back.jsonl", "gold.jsonl"):
            packed.write(folder / name, name)
    memory = fsspec.filesystem("memory")
    for path in folder.iterdir():
        memory.pipe(f"/store/{path.name}", path.read_bytes())
    yield folder
    memory.rm("/store", recursive=True)


def put(name, content):
    fsspec.filesystem("memory").pipe(f"/store/{name}", content)
    return f"memory://store/{name}"


def scored(gold, run):
    return json.dumps(sayso.score(gold=gold, predicted=run, measures=["quotes.F", "speakers.F"]).to_dict())


@pytest.mark.parametrize("name", ["run.jsonl.gz", "back.jsonl", "gold.jsonl"])
@pytest.mark.parametrize("base", ["memory://store", "memory://store/", "memory://store/corpus.toml", "file://{}"])
def test_a_number_does_not_depend_on_the_carrier(base, name, store):
    found = sayso.load(base.format(store))
    run = sayso.read_run(f"memory://store/{name}")

    assert scored(found.gold, run) == scored(sayso.load(store).gold, sayso.read_run(store / name))
    assert run.meta == ({"extractor": "x"} if name == "back.jsonl" else None)


def test_gold_documents_tables_and_archives_have_urls_too(store):
    expected = scored(sayso.load(store).gold, sayso.read_run(store / "back.jsonl"))
    apart = sayso.load("memory://store/gold.jsonl", documents="memory://store/documents.jsonl")
    table = sayso.load("memory://store/all.parquet")
    packed = sayso.read_run("zip://back.jsonl::memory://store/all.zip")
    assert packed.name == "back"

    assert json.loads(scored(apart.gold, packed))["results"] == json.loads(expected)["results"]
    assert json.loads(scored(table.gold, packed))["results"] == json.loads(expected)["results"]
    unpacked = sayso.load("zip://gold.jsonl::memory://store/all.zip", documents=store / "documents.jsonl")
    assert json.loads(scored(unpacked.gold, packed))["results"] == json.loads(expected)["results"]


def test_problems_name_the_url_and_the_line(store):
    bad = put("bad.jsonl", b'{"format": "sayso/1", "doc_id": "harbour"}\nno JSON\n')
    with pytest.raises(DataError) as error:
        sayso.score(gold=sayso.load("memory://store").gold, predicted=sayso.read_run(bad))
    assert "memory://store/bad.jsonl:2: E1" in str(error.value)
    empty = put("empty.jsonl", b"")
    with pytest.raises(DataError, match=r"memory://store/empty.jsonl: E113"):
        list(sayso.read_run(empty))
    torn = put("torn.jsonl.gz", (store / "run.jsonl.gz").read_bytes()[:-20])
    with pytest.raises(DataError, match=r"memory://store/torn.jsonl.gz:2: E112"):
        list(sayso.read_run(torn))
    with pytest.raises(UsageError, match=r"memory://store/empty.parquet: found no Parquet file that can be read"):
        sayso.read_run(put("empty.parquet", b"no"))


def test_a_long_file_is_read_block_by_block(store, monkeypatch):
    monkeypatch.setattr(remote, "_LEAST", 64)
    monkeypatch.setattr(remote, "_MOST", 512)
    monkeypatch.setattr(remote, "_AHEAD", 128)
    lines = b"".join(b"%d " % number * (number % 50) + b"\n" for number in range(500))
    (store / "long.txt").write_bytes(lines)

    for url in (f"file://{store}/long.txt", put("long.txt", lines)):
        with Url(url).open() as file:
            assert list(file) == lines.splitlines(keepends=True)
            for at in (5, 40_000, 39_000, 7, len(lines) - 3, len(lines), 0):
                assert (file.seek(at), file.readline()) == (at, io.BytesIO(lines[at:]).readline())
            assert file.seek(0, 2) == len(lines)
            file.seek(at := 1_000)  # a block is fetched ahead, and given up
            assert file.read(300) == lines[at : at + 300]


def test_who_shares_a_file_in_memory_does_not_share_where_he_is(store):
    with Url("memory://store/gold.jsonl").open() as one, Url("memory://store/gold.jsonl").open() as other:
        first = one.readline()
        assert other.read() == (store / "gold.jsonl").read_bytes()
        assert first + one.read() == (store / "gold.jsonl").read_bytes()


class Moody:
    """A file whose store fails some times."""

    size = 10

    def __init__(self, failures, content=b"0123456789"):
        self.failures, self.file = failures, io.BytesIO(content)
        self.seek = self.file.seek

    def seekable(self):
        return True

    def read(self, length):
        if self.failures:
            raise self.failures.pop()
        return self.file.read(length)

    def close(self):
        pass


@pytest.fixture
def moody(monkeypatch):
    monkeypatch.setattr(stores, "_PAUSE", 0)

    def opened(*failures, **options):
        file = Moody(list(failures), **options)
        for module in (remote, stores):
            monkeypatch.setattr(module, "opened_at", lambda *_, **__: file)
        return Url("file:///far/away").open()

    return opened


def test_a_store_that_fails_is_asked_again_and_then_told(moody):
    assert moody(ConnectionError("gone"), TimeoutError()).read() == b"0123456789"
    with pytest.raises(UsageError) as error:
        moody(*[ConnectionError("gone from http://u:hemlig@h/x?y=hemlig away")] * 3).read()
    assert str(error.value) == (
        "file:///far/away: cannot be read: ConnectionError: gone from http://h/x?… away; "
        "check the URL, the network, and who may read it"
    )
    file = moody(ConnectionError("gone"))
    file.raw._size = 9
    with pytest.raises(UsageError) as error:
        file.read()
    assert str(error.value) == "file:///far/away: the file was changed while it was read; start again"
    with pytest.raises(UsageError) as error:
        moody(content=b"0123").read()
    assert str(error.value) == "file:///far/away: breaks off after 4 of 10 bytes; start again"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("memory://store/none.jsonl", "memory://store/none.jsonl: there is no such file; check the URL"),
        ("memory://store", "memory://store: found a folder, expected a file of records; name the file in it"),
        ("nowhere://x/y.jsonl", "nowhere://x/y.jsonl: nobody reads nowhere:// URLs; a file of such a name is ./NAME"),
    ],
)
def test_what_is_not_there_is_told(url, words, store):
    with pytest.raises(UsageError) as error:
        sayso.read_run(url)
    assert str(error.value) == words


def test_folders_without_a_corpus_are_told(store):
    fsspec.filesystem("memory").pipe("/store/within/x.jsonl", b"")
    with pytest.raises(UsageError) as error:
        sayso.load("memory://store/within/")
    assert str(error.value) == (
        "memory://store/within/: a folder without corpus.toml is no corpus; name a file, or write corpus.toml"
    )
    with pytest.raises(UsageError, match=r"memory://store/within: found a folder, expected a file of records"):
        sayso.load("memory://store/within")


def test_a_package_that_is_not_there_is_named(monkeypatch):
    def missing(url):
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", missing)
    with pytest.raises(UsageError) as error:
        sayso.read_run("s3://bucket/run.jsonl")
    assert str(error.value) == (
        "s3://bucket/run.jsonl: needs the package s3fs; install it with `pip install s3fs`, or copy the file here"
    )
    with pytest.raises(UsageError) as error:
        sayso.read_run("odd://bucket/run.jsonl")
    assert str(error.value) == (
        "odd://bucket/run.jsonl: cannot be read: ImportError: Install s3fs to access S3; install what it asks for, or "
        "copy the file here"
    )


@pytest.mark.parametrize("refusal", [PermissionError(13, "Permission denied"), RuntimeError("no\n  credentials")])
def test_a_store_that_refuses_is_told_but_for_facts_that_need_not_be_there(refusal, store, monkeypatch):
    memory = type(fsspec.filesystem("memory"))
    original = memory.info

    def info(self, path, **options):
        if "meta" in path or "secret" in path:
            raise refusal
        return original(self, path, **options)

    monkeypatch.setattr(memory, "info", info)
    told = "Permission denied" if isinstance(refusal, OSError) else "RuntimeError: no credentials"
    with pytest.raises(UsageError) as error:
        sayso.read_run("memory://store/secret.jsonl")
    assert str(error.value) == (
        f"memory://store/secret.jsonl: cannot be read: {told}; check the URL, the network, and who may read it"
    )
    if isinstance(refusal, OSError):
        assert sayso.read_run("memory://store/back.jsonl").meta is None
    else:
        with pytest.raises(UsageError, match=r"memory://store/back.meta.json: cannot be read: RuntimeError"):
            sayso.read_run("memory://store/back.jsonl")


def test_what_is_not_there_is_told_from_who_does_not_answer(store, monkeypatch):
    causes = [None, RuntimeError("NoSuchKey"), FileNotFoundError()]

    def info(self, path, **options):
        raise FileNotFoundError(path) from causes[0]

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "info", info)
    while causes:
        with pytest.raises(UsageError, match=r"store/x.jsonl: there is no such file; check the URL"):
            sayso.read_run("memory://store/x.jsonl")
        assert not Url("memory://store/x").is_file()
        causes.pop(0)
    causes.append(ConnectionRefusedError(111, "Connection refused"))
    with pytest.raises(UsageError, match=r"store/x.jsonl: cannot be read: Connection refused; check the URL"):
        sayso.read_run("memory://store/x.jsonl")


def test_a_store_that_fails_in_the_middle_is_told(store, monkeypatch):
    def failing(self, at, length):
        raise ConnectionResetError(104, "Connection reset by peer")

    found = sayso.load(f"file://{store}")
    run = sayso.read_run(f"file://{store}/back.jsonl")
    monkeypatch.setattr(stores, "_PAUSE", 0)
    monkeypatch.setattr(remote._Blocks, "_found", failing)
    with pytest.raises(UsageError, match="cannot be read: Connection reset by peer"):
        sayso.score(gold=found.gold, predicted=run, measures=["quotes.F"], jobs=1)


@pytest.mark.parametrize(
    "name", ["/etc/x.jsonl", "../x.jsonl", "a/../../x.jsonl", "file:///x.jsonl", "a::b", "..\\x", "C:\\x", "x?y", ""]
)
def test_a_corpus_at_a_url_names_nothing_outside_its_folder(name, store):
    url = put("bad/corpus.toml", f"documents = {json.dumps(name)}\ngold = 'in/gold.jsonl'".encode())
    with pytest.raises(UsageError) as error:
        sayso.load(url)
    found = shown(name) if is_url(name) else name
    assert str(error.value) == (
        f"memory://store/bad/corpus.toml: documents: found {found!r}, expected the name of a file in the same folder "
        "or one within it"
    )


def test_a_corpus_at_a_path_names_no_url(store):
    (store / "corpus.toml").write_text('documents = "documents.jsonl"\n[passes]\na = "http://u:hemlig@h/a.jsonl"\n')
    with pytest.raises(UsageError) as error:
        sayso.load(store)
    assert str(error.value) == (
        f"{store}/corpus.toml: passes.a: found the URL http://h/a.jsonl, expected a path; a corpus at a URL is named "
        "by its own"
    )


def test_folders_within_and_passes_are_found(store):
    fsspec.filesystem("memory").pipe("/store/in/b.jsonl", (store / "back.jsonl").read_bytes())
    put("corpus.toml", b'documents = "documents.jsonl"\ngold = "gold.jsonl"\n[passes]\nb = "in/b.jsonl"\n')
    found = sayso.load("memory://store")
    assert found.name == "store"
    assert list(found.passes["b"]) == gold()[::-1]


@pytest.mark.parametrize(
    ("spelled", "text", "name", "beside"),
    [
        ("s3://b/c/run.jsonl", "s3://b/c/run.jsonl", "run.jsonl", "s3://b/c/x y"),
        ("S3A://b/c/", "S3A://b/c/", "c", "S3A://b/x y"),
        ("http://u:p@h:80/a%20b.gz?k=v", "http://h:80/a%20b.gz?…", "a b.gz", "http://u:p@h:80/x%20y?k=v"),
        ("https://token@h", "https://h", "h", None),
        ("ftp://u:p/q@h/x", "ftp://u@h/x", "x", "ftp://u:p/q@h/x y"),
        ("abfs://box@acc/r.jsonl?s=g", "abfs://box@acc/r.jsonl?…", "r.jsonl", "abfs://box@acc/x y?s=g"),
        ("zip://a.jsonl::https://u:p@h/z.zip?k", "zip://a.jsonl::https://h/z.zip?…", "a.jsonl", None),
        ("simplecache::s3://b/r.jsonl", "simplecache::s3://b/r.jsonl", "r.jsonl", "simplecache::s3://b/x y"),
        ("file:///d/r.jsonl", "file:///d/r.jsonl", "r.jsonl", "file:///d/x y"),
        ("http://[::1]:80/r.jsonl", "http://[::1]:80/r.jsonl", "r.jsonl", "http://[::1]:80/x%20y"),
    ],
)
def test_how_urls_are_taken_apart(spelled, text, name, beside):
    url = Url(spelled)
    assert (str(url), url.name, repr(url)) == (text, name, f"Url({text!r})")
    assert beside is None or url.with_name("x y").spelled == beside
    assert pickle.loads(pickle.dumps(url)) == url  # noqa: S301 - made here
    assert {url, Url(spelled)} == {url}
    assert (url.absolute(), url.resolve(), url.is_absolute()) == (url, url, True)
    assert "p@" not in f"{url.parts}{url.name}{url.parent}"


def test_paths_are_no_urls(tmp_path):
    for path in ("run.jsonl", "C:/x", "c://x", "a:b", "./s3://b", tmp_path, "-", "bundled"):
        assert not is_url(path)
    assert place_of(tmp_path) == tmp_path
    assert [tidy("./a//b.jsonl"), tidy("./-"), tidy("-"), tidy("s3://b//c")] == ["a/b.jsonl", "./-", "-", "s3://b//c"]
    assert [said("a?b"), said("s3://b?c")] == ["a?b", "s3://b?…"]
    with pytest.raises(ValueError, match="no URL"):
        Url("run.jsonl")


WORDS = st.text("abcXYZ019!#$&()*+,;=:@.~_%-", min_size=1)


@given(WORDS, st.text("abc01%&=+/@:", min_size=1))
def test_no_password_and_no_query_is_shown(password, query):
    secret, other = f"§{password}§", f"¶{query}¶"
    for scheme in ("http", "ftp", "s3", "sftp"):
        for url in (
            f"{scheme}://u:{secret}@h/d/r.jsonl?{other}",
            f"zip://r.jsonl::{scheme}://u:{secret}@h/d.zip?{other}",
        ):
            found = Url(url)
            told = [str(found), repr(found), *found.parts, found.name, str(found.parent), str(found / "x")]
            assert not set("§¶") & set("".join(told))


def test_nothing_but_the_kind_of_error_is_told_of_a_url_that_gives_access(monkeypatch):
    def refused(url):
        raise RuntimeError(f"{url} p%40ss p@ss")

    monkeypatch.setattr("fsspec.core.url_to_fs", refused)
    with pytest.raises(UsageError) as error:
        sayso.load("http://u:p@ss@h/gold.jsonl")
    assert str(error.value).startswith("http://h/gold.jsonl: cannot be read: RuntimeError; check")


def test_a_url_is_a_source_as_a_path_is(store, monkeypatch):
    source = FileSource(Url("memory://store/gold.jsonl"))
    assert (len(source), repr(source)) == (2, "FileSource('memory://store/gold.jsonl')")
    monkeypatch.setattr(jsonl, "LONGEST", 100)
    long = put("long.jsonl", b" " * 105 + b"\n")
    with pytest.raises(DataError, match=r"memory://store/long.jsonl:1: E109"):
        list(FileSource(long))


@pytest.fixture
def said_by(capsys, tmp_path, monkeypatch):
    """What commands print, with all that they have written in the folder they were called in."""
    monkeypatch.setattr("sys.stdout", sys.stdout)  # put back what a command puts in their place
    monkeypatch.setattr("sys.stderr", sys.stderr)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def said(*arguments):
        status = command([str(one) for one in arguments])
        told = capsys.readouterr()
        written = [path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file()]
        return status, told.out, told.err, "".join(written)

    return said


@pytest.mark.slow
def test_a_password_opens_and_is_told_nowhere(store, said_by):
    memory = fsspec.filesystem("memory")
    memory.pipe({f"/u:hemlig@store/{path.name}": path.read_bytes() for path in store.iterdir()})
    memory.pipe("/u:hemlig@store/bad.jsonl", b'{"format": "sayso/1", "doc_id": "harbour"}\nno JSON\n')
    base = "memory://u:hemlig@store"
    (store / "gate.toml").write_text('[[gate]]\nmeasure = "quotes.F"\nmin = 0.5\n')
    outputs = [argument for name in ("a.json", "a.html", "a.md") for argument in ("-o", name)]
    try:
        ends = [
            said_by("score", base, f"{base}/back.jsonl", "--all-errors", "--cache", "kept", *outputs),
            said_by("score", base, f"{base}/back.jsonl", "--all-errors", "--format", "json"),
            said_by("compare", base, f"{base}/back.jsonl", f"{base}/run.jsonl.gz"),
            said_by("extract", "empty", base, "-o", "x.jsonl"),
            said_by("gate", base, f"{base}/back.jsonl", "--config", store / "gate.toml"),
            said_by("show", f"{base}/back.jsonl", "--gold", base, "--doc", "harbour"),
            said_by("errors", base, f"{base}/back.jsonl"),
            said_by("score", base, f"{base}/bad.jsonl"),
            said_by("validate", f"{base}/bad.jsonl", "--format", "json"),
            said_by("score", base, f"{base}/none.jsonl"),
            said_by("score", base, f"{base}/back.jsonl", "-o", f"{base}/x.json"),
            said_by("extract", "empty", base, "-o", f"{base}/x.jsonl"),
            said_by("explain", "a", "b", "c", f"{base}/x.jsonl"),
            said_by("show", f"{base}/a", f"{base}/b", "--gold", f"{base}/c"),
            said_by("compare", base, f"{base}/back.jsonl", "--group", f"{base}/x"),
        ]
    finally:
        memory.rm("/u:hemlig@store", recursive=True)

    assert [end[0] for end in ends] == [0, 0, 0, 0, 0, 0, 0, 3, 3, 2, 2, 2, 2, 2, 2], ends
    assert "hemlig" not in "".join(part for end in ends for part in end[1:])
    assert "memory://u@store/bad.jsonl:2: E" in ends[7][2]
    assert ends[10][2] == (
        "sayso: memory://u@store/x.json: is a URL, and files are written here; name a path, and copy the file when it "
        "is whole\n"
    )


def test_what_is_written_is_written_here(tmp_path):
    for write_there in (
        lambda: sayso.write_run("s3://b/run.jsonl", []),
        lambda: extract(Empty(), [{"doc_id": "a", "text": "b"}], "s3://b/run.jsonl"),
        lambda: write_parquet(sayso.load(), "s3://b/all.parquet"),
    ):
        with pytest.raises(UsageError, match=r"s3://b/\w+\.\w+: is a URL, and files are written here"):
            write_there()
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_result_is_kept_by_the_bytes_at_a_url(store, said_by):
    arguments = ("score", "memory://store", "memory://store/back.jsonl", "--cache", "kept", "--format", "json")
    first, second = said_by(*arguments), said_by(*arguments)
    put("back.jsonl", (store / "gold.jsonl").read_bytes().replace(b"e1", b"e7"))
    third = said_by(*arguments)
    put("back.jsonl", (store / "gold.jsonl").read_bytes().splitlines(keepends=True)[0])
    assert (first[0], second[:3], third[:3]) == (0, first[:3], first[:3])
    assert len(third[3]) > len(second[3]) == len(first[3])
    assert said_by(*arguments)[0] == 3


def test_settings_name_urls_as_they_are(store, tmp_path):
    settings = {"gold": "memory://store", "run": "memory://store/gold.jsonl"}
    Evaluator(tmp_path, settings)().assert_score("quotes.F", min=1)
    config = tmp_path / "bench.toml"
    config.write_text('corpus = "memory://store/"\n[[extractors]]\nextractor = "empty"\n')
    assert read(config).corpus == "memory://store/"
