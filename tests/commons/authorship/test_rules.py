"""Attributions only tighten; a byline is as fine as the crowd allows and never finer."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.commons.authorship import rules
from ssrwiki.commons.authorship.rules import WIDEST, Attribution, Breadth, Byline, Peer, Standing
from ssrwiki.commons.people.rules import RoleFamily

LIBERIA = ("LR", "011", "002", "001")
GHANA = ("GH", "011", "002", "001")
KENYA = ("KE", "014", "002", "001")
NEPAL = ("NP", "034", "142", "001")
POLICE, JUSTICE = RoleFamily.POLICE, RoleFamily.JUSTICE
HOST_POLICE_IN_LIBERIA = Standing(POLICE, False, LIBERIA)


def crowd_of(
    count: int,
    *,
    regions: tuple[str, ...] = LIBERIA,
    family: RoleFamily = POLICE,
    is_international: bool = False,
    organisation_count: int = 3,
) -> list[Peer]:
    where = f"{regions[0]}-{family}-{is_international}"
    return [
        Peer(
            f"person-{where}-{number}",
            f"organisation-{where}-{number % organisation_count}",
            family,
            is_international,
            regions,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        (Attribution.NAMED, Attribution.ROLE_AND_REGION, True),
        (Attribution.NAMED, Attribution.SEALED, True),
        (Attribution.ROLE_AND_REGION, Attribution.SEALED, True),
        (Attribution.ROLE_AND_REGION, Attribution.NAMED, False),
        (Attribution.SEALED, Attribution.ROLE_AND_REGION, False),
        (Attribution.SEALED, Attribution.NAMED, False),
        (Attribution.NAMED, Attribution.NAMED, False),
    ],
)
def test_an_attribution_only_becomes_stricter(
    old: Attribution, new: Attribution, allowed: bool
) -> None:
    assert rules.may_become(old, new) is allowed


def test_five_people_of_three_organisations_share_the_finest_cell() -> None:
    assert rules.widen(HOST_POLICE_IN_LIBERIA, crowd_of(5)) == Breadth(POLICE, False, "LR")


def test_four_people_are_too_few() -> None:
    assert rules.widen(HOST_POLICE_IN_LIBERIA, crowd_of(4)) == WIDEST


def test_five_people_of_two_organisations_are_too_close() -> None:
    assert rules.widen(HOST_POLICE_IN_LIBERIA, crowd_of(5, organisation_count=2)) == WIDEST


def test_one_person_listed_five_times_is_one_person() -> None:
    assert rules.widen(HOST_POLICE_IN_LIBERIA, crowd_of(4) + crowd_of(1)) == WIDEST


def test_the_word_host_country_goes_before_the_country() -> None:
    crowd = crowd_of(3) + crowd_of(2, is_international=True) + crowd_of(9, regions=GHANA)
    assert rules.widen(HOST_POLICE_IN_LIBERIA, crowd) == Breadth(POLICE, None, "LR")


def test_the_place_widens_before_the_trade_goes() -> None:
    crowd = crowd_of(2) + crowd_of(3, regions=KENYA) + crowd_of(9, family=JUSTICE)
    assert rules.widen(HOST_POLICE_IN_LIBERIA, crowd) == Breadth(POLICE, False, "002")


def test_a_practitioner_starts_again_in_the_country() -> None:
    crowd = crowd_of(2) + crowd_of(4, family=JUSTICE)
    assert rules.widen(HOST_POLICE_IN_LIBERIA, crowd) == Breadth(None, None, "LR")


def test_somebody_in_a_region_never_gets_a_country() -> None:
    regional = Standing(POLICE, False, LIBERIA[1:])
    crowd = crowd_of(9) + crowd_of(5, regions=LIBERIA[1:])
    assert rules.widen(regional, crowd) == Breadth(POLICE, False, "011")


def test_those_who_stay_in_a_finer_cell_are_no_cover_for_who_goes_on() -> None:
    adviser = Standing(POLICE, True, LIBERIA)
    crowd = crowd_of(5) + crowd_of(1, is_international=True)
    assert rules.widen(HOST_POLICE_IN_LIBERIA, crowd) == Breadth(POLICE, False, "LR")
    assert rules.widen(adviser, crowd) == WIDEST
    abroad = crowd_of(2, is_international=True, regions=GHANA)
    further = crowd_of(2, is_international=True, regions=KENYA)
    assert rules.widen(adviser, crowd + abroad + further) == Breadth(POLICE, True, "002")


def test_an_empty_community_leaves_practitioner_world() -> None:
    assert rules.widen(HOST_POLICE_IN_LIBERIA, []) == WIDEST


regions = st.sampled_from([LIBERIA, GHANA, KENYA, NEPAL, LIBERIA[1:], ("AQ", "001")])
families = st.sampled_from([POLICE, JUSTICE, RoleFamily.DONOR])
standings = st.builds(Standing, families, st.booleans(), regions)
peers = st.builds(
    Peer,
    st.integers(0, 25).map(str),
    st.integers(0, 5).map(str),
    families,
    st.booleans(),
    regions,
)
crowds = st.lists(peers, max_size=40)


def resting_in(cell: Breadth, crowd: list[Peer]) -> list[Peer]:
    """Those of the crowd whose byline it is."""
    return [
        peer
        for peer in crowd
        if rules.widen(Standing(peer.family, peer.is_international, peer.regions), crowd) == cell
    ]


@given(standings, crowds)
def test_five_people_of_three_organisations_have_the_same_byline_or_it_is_the_widest(
    own: Standing, crowd: list[Peer]
) -> None:
    cell = rules.widen(own, crowd)
    sharing = resting_in(cell, crowd)
    assert cell == WIDEST or (
        len({peer.person_key for peer in sharing}) >= 5
        and len({peer.organisation_key for peer in sharing}) >= 3
    )


@given(standings, crowds)
def test_the_byline_is_true_of_its_author(own: Standing, crowd: list[Peer]) -> None:
    cell = rules.widen(own, crowd)
    assert cell.region in own.regions
    assert cell.family in (None, own.family)
    assert cell.is_international in (None, own.is_international)


@given(standings, crowds, st.randoms(use_true_random=False))
def test_the_order_of_the_crowd_tells_nothing(
    own: Standing, crowd: list[Peer], dice: Random
) -> None:
    shuffled = sorted(crowd, key=lambda _peer: dice.random())
    assert rules.widen(own, shuffled) == rules.widen(own, crowd)


@pytest.mark.parametrize("attribution", [Attribution.ROLE_AND_REGION, Attribution.SEALED])
@pytest.mark.parametrize("field", ["display_name", "handle", "organisation"])
def test_a_withheld_byline_can_not_be_made_with_a_name(
    attribution: Attribution, field: str
) -> None:
    parts = {"display_name": None, "handle": None, "organisation": None, field: "Amina Kay"}
    with pytest.raises(ValueError, match="names somebody") as refused:
        Byline(attribution, **parts, family=POLICE, is_international=None, region="011")
    assert "Amina" not in str(refused.value)
