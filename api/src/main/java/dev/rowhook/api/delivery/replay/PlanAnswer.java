package dev.rowhook.api.delivery.replay;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.delivery.PlaceAnswer;
import dev.rowhook.dispatcher.lookup.ReplayPlan;

/// What a replay would send.
///
/// @param messages how many messages, at most
/// @param exact whether it is exactly so many
/// @param earliest where a replay can begin at the earliest
record PlanAnswer(
        PlaceAnswer from,
        PlaceAnswer until,
        long messages,
        @JsonProperty("messages_exact") boolean exact,
        PlaceAnswer earliest) {

    static PlanAnswer of(ReplayPlan plan) {
        return new PlanAnswer(
                PlaceAnswer.of(plan.from()),
                PlaceAnswer.of(plan.until()),
                plan.messages(),
                plan.exact(),
                PlaceAnswer.of(plan.earliest()));
    }
}
