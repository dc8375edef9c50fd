"""Which area each shape of a file is: by its code, else by its name; checked against the authorities known."""

import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd
from pandas import DataFrame, Series

from geo import lookups
from geo.add import Request
from geo.errors import BoundaryError
from geo.names import (
    COUNTRIES,
    LEVELS,
    OWN,
    Level,
    code_column,
    code_of,
    codes_by_name,
    codes_of_names,
    is_code,
    listed,
    name_column,
    parent_column,
    plain,
)
from geo.vintages import VINTAGES, Vintage, carry_table, members, vintage_of

KEYS = ("partnership", "partnershipkey", "cep", "lcep")
"""What the column is called that has the key of a partnership, without anything but letters."""


def chosen_column(asked: str | None, found: str | None, columns: Sequence[str]) -> str | None:
    """The column that was asked for, whatever its case, else the one that was found.

    Raises BoundaryError if there is none of the name asked for.
    """
    if asked is None:
        return found
    same = [column for column in columns if column.lower() == asked.lower()]
    if not same:
        raise BoundaryError(f"There is no column {asked}. The file has: {listed(columns)}.")
    return same[0]


def identify(table: DataFrame, request: Request) -> tuple[DataFrame, list[str]]:
    """The areas of England among the rows: code, name, parent_code (NaN if not said); and sentences about them.

    Raises BoundaryError where the file has neither codes nor names that are known, or an area twice.
    """
    level = LEVELS[request.level]
    if level.key == OWN:
        return _localities(table, request)
    rows, said = _named(table, level, request)
    ours, left_out = _of_england(rows.assign(parent_code=_parents(table, request.year)), level)
    refuse_repeated(ours["code"], ours["name"])
    return ours, [*said, *left_out]


def _localities(table: DataFrame, request: Request) -> tuple[DataFrame, list[str]]:
    """The areas that partnerships call theirs: their code is made of both, and the partnership stands as the parent."""
    columns = [str(column) for column in table.columns]
    found = next((one for one in columns if re.sub(r"[^a-z]", "", one.lower()) in KEYS), None)
    by_key = chosen_column(request.code_column, found, columns)
    if by_key is None:
        raise BoundaryError(
            f"No column says whose areas these are. The file has: {listed(columns)}. Say with --code-column which has "
            "the keys of partnerships."
        )
    by_name = chosen_column(
        request.name_column, name_column(columns, LEVELS[OWN], year=request.year), columns
    )
    keys = table[by_key].map(lambda key: key.strip().lower() if isinstance(key, str) else "").astype("str")
    names = keys if by_name is None else table[by_name].astype("str").str.strip().fillna(keys)
    codes = keys + ":" + names.map(lambda name: plain(name).replace(" ", "-")).astype("str")
    rows = DataFrame({"code": codes, "name": names, "parent_code": keys}, index=table.index)[keys != ""]
    if rows.empty:
        raise BoundaryError(f"No row of the file has the key of a partnership in {by_key}.")
    refuse_repeated(rows["code"], rows["name"])
    left = len(table) - len(rows)
    return rows, [f"{left} rows have no partnership in {by_key} and are left out."] if left else []


def _named(table: DataFrame, level: Level, request: Request) -> tuple[DataFrame, list[str]]:
    """The code and name of each row (NaN where a name is not known), by code if there are codes."""
    columns = [str(column) for column in table.columns]
    by_code = chosen_column(request.code_column, code_column(columns, level, year=request.year), columns)
    by_name = chosen_column(request.name_column, name_column(columns, level, year=request.year), columns)
    if by_code is None or not table[by_code].map(is_code).any():
        by_code = _column_of_codes(table, level)
    if by_code is not None:
        return _by_code(table, by_code, by_name)
    if by_name is None:
        raise BoundaryError(
            f"No column holds the codes or names of {level.many}. The file has: {listed(columns)}. "
            f"Say which with --code-column or --name-column."
        )
    return _by_name(table[by_name], level, request.year)


def _parents(table: DataFrame, year: int) -> "Series[str]":
    """The authority that the file says each row lies in; NaN where it says none."""
    column = parent_column([str(name) for name in table.columns], year=year)
    values = [None] * len(table) if column is None else [code_of(code) for code in table[column]]
    return Series(values, index=table.index, dtype="str")


def _column_of_codes(table: DataFrame, level: Level) -> str | None:
    """The column in which most values are codes of the level, whatever its name."""
    for column in table.columns:
        codes = table[column].map(lambda value: (code_of(value) or "").startswith(level.prefixes))
        if codes.mean() > 1 / 2:
            return str(column)
    return None


def _by_code(table: DataFrame, by_code: str, by_name: str | None) -> tuple[DataFrame, list[str]]:
    codes = table[by_code].map(code_of).astype("str")
    names = table[by_name].astype("str") if by_name is not None and by_name != by_code else codes
    uncoded = int(codes.isna().sum())
    notes = [f"{uncoded} rows have no code in {by_code} and are left out."] if uncoded else []
    return DataFrame({"code": codes, "name": names.fillna(codes)}, index=table.index), notes


def _by_name(names: "Series[str]", level: Level, year: int) -> tuple[DataFrame, list[str]]:
    known = _known_names(level, year)
    codes = Series(codes_of_names(names, known).to_numpy(), index=names.index, dtype="str")
    unmatched = names[codes.isna()]
    if codes.isna().all():
        raise BoundaryError(
            f"The file has no codes, and no {level.one} is known by the names in {names.name}: {listed(unmatched)}. "
            f"Say where codes or names are with --code-column or --name-column."
        )
    notes = [
        f"The file has no codes: {codes.notna().sum()} of {len(names)} {level.many} were found by their names."
    ]
    if len(unmatched):
        notes.append(f"No {level.one} is known by these names, which are left out: {listed(unmatched)}.")
    return DataFrame({"code": codes, "name": names.astype("str")}, index=names.index), notes


def _known_names(level: Level, year: int) -> dict[str, str]:
    if level.key == "lad":
        return codes_by_name(lookups.read_areas(), vintage=vintage_of(year))
    groups = lookups.read_groupings()
    groups = groups[groups["grouping"] == level.key]
    if groups.empty:
        raise BoundaryError(
            f"The file has no codes of {level.many}, and many share a name. Say where the codes are with --code-column."
        )
    found: Series[str] = groups.drop_duplicates("group_code").set_index("group_name")["group_code"]
    return {plain(str(name)): str(code) for name, code in found.items()}


def _of_england(rows: DataFrame, level: Level) -> tuple[DataFrame, list[str]]:
    """The rows whose code is one of England's at the level, and a sentence about the others."""
    coded = rows[rows["code"].notna()]
    ours = coded["code"].str.startswith(level.prefixes)
    countries = Counter(COUNTRIES.get(code[0], "other levels") for code in coded.loc[~ours, "code"])
    left_out = ", ".join(f"{number} of {country}" for country, number in sorted(countries.items()))
    notes = [f"Left out, as they are no {level.many} of England: {left_out}."] if left_out else []
    if not ours.any():
        begin = " or ".join(level.prefixes)
        raise BoundaryError(f"The file holds no {level.many} of England: no code begins with {begin}.")
    return coded[ours], notes


def refuse_repeated(codes: "Series[str]", names: "Series[str]") -> None:
    """Raise BoundaryError if two shapes are the same area."""
    twice = sorted(set(codes[codes.duplicated()]))
    if twice:
        named = [f"{code} ({', '.join(sorted(set(names[codes == code])))})" for code in twice]
        raise BoundaryError(
            f"These codes occur more than once: {listed(named)}. Each area may have one row only; "
            f"where the rows are smaller areas, say so with --level."
        )


def on_vintage(codes: "Series[str]", vintage: Vintage) -> "Series[str]":
    """The codes as the vintage has them: a code that only changed its number is replaced, others are NaN."""
    table = carry_table(lookups.read_succession(), lookups.read_areas(), vintage)
    moved = table[table["kind"] != "same"]
    alone = moved[~moved["from_code"].duplicated(keep=False) & ~moved["to_code"].duplicated(keep=False)]
    same = table[table["kind"] == "same"]
    found = pd.concat([same, alone]).set_index("from_code")["to_code"]
    return codes.map(found)


def better_vintage(codes: "Series[str]", vintage: Vintage) -> Vintage | None:
    """The vintage that the codes fit better than the one asked for, if there is one."""
    fits = {one.key: int(on_vintage(codes, one).notna().sum()) for one in VINTAGES}
    best = max(VINTAGES, key=lambda one: fits[one.key] / one.authorities + fits[one.key])
    return best if fits[best.key] > fits[vintage.key] else None


def compare_with_known(codes: "Series[str]", placed: "Series[str]", vintage: Vintage) -> list[str]:
    """Sentences about the authorities of the vintage that the file lacks, and those it has besides.

    Raises BoundaryError if it has none of them.
    """
    areas = lookups.read_areas()
    expected = members(areas, vintage)
    names = areas.set_index("area_code")["name"]
    extra, missing = sorted(codes[placed.isna()]), sorted(expected - set(placed.dropna()))
    better = better_vintage(codes, vintage)
    hint = f" The file fits those of {better.key} better: say --vintage {better.key}." if better else ""
    if len(missing) == len(expected):
        raise BoundaryError(
            f"No code in the file is one of the {len(expected)} authorities of {vintage.key}.{hint}"
        )
    notes = []
    if extra:
        named = [f"{code} {names.get(code, '')}".strip() for code in extra]
        notes.append(
            f"{len(extra)} are no authorities of {vintage.key} and are left out: {listed(named)}.{hint}"
        )
    if missing:
        named = [f"{names[code]}" for code in missing]
        notes.append(
            f"{len(missing)} of {len(expected)} authorities of {vintage.key} are missing: {listed(named)}."
        )
    return notes
