"""A text cut into what can become clauses, and put together again."""

from ssrwiki.foundation.markup import blocks, markdown
from ssrwiki.foundation.markup.blocks import BlockKind

PAPER = """Opening words.

# Aim

- one
- two

    with a second paragraph

3. three
4. four

| a | b |
|---|---|
| 1 | 2 |

> quoted

!!! note "Mind"
    this

Term
: meaning

```
code
```

---

![map](/files/map.png)
"""


def test_the_blocks_of_a_paper_come_in_order_with_their_kinds() -> None:
    assert [block.kind for block in markdown.render(PAPER).blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.ITEM,
        BlockKind.ITEM,
        BlockKind.ITEM,
        BlockKind.ITEM,
        BlockKind.TABLE,
        BlockKind.QUOTE,
        BlockKind.CALLOUT,
        BlockKind.DEFINITIONS,
        BlockKind.CODE,
        BlockKind.RULE,
        BlockKind.PARAGRAPH,
    ]


def test_a_heading_knows_its_level_and_id() -> None:
    heading = markdown.render(PAPER).blocks[1]
    assert (heading.level, heading.id, heading.text) == (2, "h-aim", "Aim")


def test_items_know_their_list_and_where_it_begins() -> None:
    one, two, three, four = markdown.render(PAPER).blocks[2:6]
    assert (one.container, one.starts_container) == ("ul", True)
    assert (two.container, two.starts_container) == ("ul", False)
    assert (three.container, three.starts_container, three.start) == ("ol", True, 3)
    assert (four.container, four.starts_container, four.start) == ("ol", False, 1)
    assert two.html.startswith("<li>")
    assert two.text == "two\nwith a second paragraph"


def test_items_are_grouped_under_the_list_they_came_from() -> None:
    groups = blocks.grouped(markdown.render(PAPER).blocks)
    assert [(group.container, len(group.blocks)) for group in groups][:4] == [
        ("", 1),
        ("", 1),
        ("ul", 2),
        ("ol", 2),
    ]
    assert '<ol start="3">' in blocks.assemble(groups[3].blocks)


def test_a_nested_list_belongs_to_its_item() -> None:
    rendered = markdown.render("- a\n    - b\n    - c\n- d")
    assert [block.text for block in rendered.blocks] == ["a\nb\nc", "d"]


def test_words_outside_of_any_element_become_a_paragraph() -> None:
    assert [block.html for block in blocks.blocks_of("loose <em>words</em><p>then</p>end")] == [
        "<p>loose <em>words</em></p>",
        "<p>then</p>",
        "<p>end</p>",
    ]


def test_empty_elements_are_no_blocks() -> None:
    assert blocks.blocks_of("<p></p>\n<p> </p>") == ()


def test_the_footnotes_of_a_stored_text_are_blocks_of_their_own_kind() -> None:
    rendered = markdown.render("Words[^1].\n\n[^1]: By law.")
    again = blocks.blocks_of(rendered.html)
    assert again == (*rendered.blocks, *rendered.footnotes)
    assert [block.kind for block in again] == [BlockKind.PARAGRAPH, BlockKind.FOOTNOTE]
