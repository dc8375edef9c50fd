"""A problem says where it is, what is wrong and what would be right."""

from data.returns.problems import Problem


def test_a_problem_of_a_cell_names_file_sheet_row_and_column() -> None:
    problem = Problem(
        severity="error",
        file="returns.xlsx",
        sheet="organisations",
        row=12,
        column="sector",
        value="music hub",
        wrong="“music hub” is not a sector.",
        right="Did you mean music_education_hub?",
        letter="C",
    )
    assert problem.sentence == (
        "returns.xlsx, sheet organisations, row 12, column C (sector): “music hub” is not a sector. "
        "Did you mean music_education_hub?"
    )
    assert problem.is_error


def test_a_problem_of_a_whole_file_names_the_file_alone() -> None:
    problem = Problem("warning", "notes.docx", "", None, None, "", "This is not a workbook.", "")
    assert problem.sentence == "notes.docx: This is not a workbook."
    assert not problem.is_error
