from hypothesis import given
from hypothesis import strategies as st

from sayso.data.columnar.ids import Ids


@given(seen=st.lists(st.tuples(st.integers(0, 11), st.sampled_from("abcde")), max_size=40))
def test_files_that_share_their_ids_each_know_their_own(seen):
    ids = Ids()
    files = [ids.of_file() for _ in range(12)]
    own: list[list[str]] = [[] for _ in files]
    for number, doc_id in seen:
        assert files[number].again(doc_id) == (doc_id in own[number])
        own[number].append(doc_id)
    for file, had in zip(files, own, strict=True):
        assert set(file.every()) == set(had)
        assert len(file.every()) == len(set(had))
