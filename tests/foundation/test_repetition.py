"""A text that says another again is found, whatever its marks; chance alone isn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation.repetition import Traces, Words, repeats

SAID = "The informant is the clerk who lives behind the mosque in Bo."


@pytest.mark.parametrize(
    ("text", "is_repeated"),
    [
        (f"> {SAID}", True),
        ("You say he LIVES behind\nthe *mosque* in Bo?", True),
        ("The clerk lives near the mosque.", False),
        ("", False),
    ],
)
def test_six_words_in_a_row_are_a_repetition(text: str, is_repeated: bool) -> None:
    assert repeats(text, SAID) is is_repeated


def test_a_few_words_are_repeated_as_a_whole_and_one_word_never() -> None:
    assert repeats("I mean John Kamara, of course.", "John Kamara")
    assert not repeats("John is here, Kamara isn't.", "John Kamara")
    assert not repeats("Yes, yes.", "Yes")


@given(
    st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=6, max_size=20),
    st.text(max_size=40),
    st.text(max_size=40),
)
def test_whatever_stands_around_it_a_text_is_found(
    words: list[str], before: str, after: str
) -> None:
    said = " ".join(words)
    assert repeats(f"{before} {said} {after}", said)


def test_a_redaction_looks_for_each_of_its_texts_in_each_of_the_others() -> None:
    words = Words(("", "John Kamara"))
    assert words.is_repeated_in("Nothing.", "Ask John Kamara.")
    assert not words.is_repeated_in("Nothing.", "")


def test_traces_are_three_words_that_no_standing_text_says() -> None:
    traces = Traces([SAID], ["The informant is gone.", "There is a clerk who came."])
    assert traces.count_in("They say he lives behind the mosque, near Bo.") == 2
    assert traces.count_in("Who lives there? The informant is gone. A clerk who came.") == 0


def test_traces_leave_out_what_everybody_says_and_keep_numbers() -> None:
    traces = Traces(["It is at 14 Kissy Road and it is so.", "John Kamara", "Bo"], [])
    assert traces.count_in("It is so, and it is at a loss.") == 0
    assert traces.count_in("I was at 14 Kissy once.") == 1
    assert traces.count_in("Ask John Kamara in Bo.") == 1
