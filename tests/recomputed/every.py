"""Every indicator by its key, recomputed in SQL."""

from collections.abc import Callable, Mapping

from recomputed import course, levers, momentum, reach, table
from recomputed.question import NOTHING, Answer, Question

RECOMPUTED: Mapping[str, Callable[[Question], Answer]] = {
    function.__name__: function
    for function in (
        course.established,
        course.forecast,
        course.required_rate,
        course.pipeline,
        course.net_change,
        course.time_to_delivery,
        course.survival,
        reach.area_coverage,
        reach.cold_spots,
        reach.cyp_coverage,
        reach.need_gap,
        reach.overlap,
        table.core_groups,
        table.fully_represented,
        table.sector_gap,
        table.education_depth,
        table.active_core_groups,
        table.effective_sectors,
        levers.lever_mix,
        levers.lever_balance,
        levers.all_levers,
        levers.lever_considered,
        levers.led_to,
        momentum.meeting_recency,
        momentum.decision_fit,
        momentum.follow_up,
        momentum.support_reach,
        momentum.returns,
    )
}


def answers(question: Question) -> dict[str, Answer]:
    """What every indicator says; nothing where who is asked for is not published."""
    asked = question.filters
    silent = (asked.sector and not question.number("SELECT COUNT(*) FROM seen_membership")) or (
        asked.lever and not question.number("SELECT COUNT(*) FROM seen_activity")
    )
    return {key: NOTHING if silent else function(question) for key, function in RECOMPUTED.items()}
