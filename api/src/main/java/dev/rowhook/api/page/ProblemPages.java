package dev.rowhook.api.page;

import dev.rowhook.api.auth.Open;
import dev.rowhook.api.problem.ProblemCode;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// A page about each problem, where its `type` leads.
@Open
@RestController
@RequestMapping("/problems")
class ProblemPages {
    private static final Template PROBLEM = Template.of("problem.html");
    private static final Template PROBLEMS = Template.of("problems.html");
    private static final Template LINK = Template.of("problem-link.html");

    @GetMapping
    ResponseEntity<String> all() {
        String links =
                Arrays.stream(ProblemCode.values())
                        .map(code -> LINK.fill(Map.of("code", code.text())).markup())
                        .collect(Collectors.joining());
        return Page.of("Problems", PROBLEMS.fill(Map.of("codes", new Html(links))));
    }

    @GetMapping("/{code}")
    ResponseEntity<String> one(@PathVariable String code) {
        return Arrays.stream(ProblemCode.values())
                .filter(known -> known.text().equals(code))
                .findFirst()
                .map(ProblemPages::page)
                .orElseGet(() ->
                        Page.message(
                                HttpStatus.NOT_FOUND,
                                "There is no such problem",
                                "No answer has this code."));
    }

    private static ResponseEntity<String> page(ProblemCode code) {
        Html body =
                PROBLEM.fill(
                        Map.of(
                                "code", code.text(),
                                "status", code.status().value(),
                                "title", code.status().getReasonPhrase(),
                                "meaning", prose(code.meaning()),
                                "remedy", prose(code.remedy())));
        return Page.of(code.text(), body);
    }

    /// Text in which code stands between backticks.
    private static Html prose(String text) {
        return new Html(Html.text(text).markup().replaceAll("`([^`]*)`", "<code>$1</code>"));
    }
}
