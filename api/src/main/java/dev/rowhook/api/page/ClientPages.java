package dev.rowhook.api.page;

import dev.rowhook.api.auth.ForUser;
import dev.rowhook.api.auth.SignedInUser;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/// Where people let the command line act for them: by the code that a device shows, or in the
/// browser that it opened. They are asked each time, for anybody can write a program that calls
/// itself by the same name.
@RestController
class ClientPages {
    private static final Template DEVICE = Template.of("device.html");
    private static final Template CONSENT = Template.of("consent.html");
    private static final Template CODE = Template.of("consent-code.html");
    private static final Template CODE_FIELD = Template.of("user-code.html");
    private static final int LENGTH = 200;

    @ForUser
    @GetMapping("/device")
    ResponseEntity<String> device(SignedInUser user, HttpServletRequest request) {
        String error =
                switch (Form.text(request, "error", LENGTH)) {
                    case "" -> "";
                    case "later" -> "Too many codes were tried. Try again in a quarter of an hour.";
                    default -> "There is no such code, or it is too old.";
                };
        return Page.of(
                error.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                "Connect a device",
                DEVICE.fill(
                        Map.of(
                                "csrf", Form.token(request),
                                "error", Page.error(error),
                                "code", Form.text(request, "user_code", LENGTH),
                                "user", user.email())));
    }

    @ForUser
    @GetMapping("/device/done")
    ResponseEntity<String> done(SignedInUser user) {
        return Page.message(
                HttpStatus.OK,
                "Done",
                "The command line acts as %s now. You can close this page."
                        .formatted(user.email()));
    }

    @ForUser
    @GetMapping("/device/denied")
    ResponseEntity<String> denied(SignedInUser user) {
        return Page.message(
                HttpStatus.OK, "Not connected", "The command line may not act for you.");
    }

    @ForUser
    @GetMapping("/consent")
    ResponseEntity<String> consent(SignedInUser user, HttpServletRequest request) {
        String code = Form.text(request, "user_code", LENGTH);
        boolean forDevice = !code.isEmpty();
        Html body =
                CONSENT.fill(
                        Map.ofEntries(
                                Map.entry("csrf", Form.token(request)),
                                Map.entry("client", "Rowhook command line"),
                                Map.entry("user", user.email()),
                                Map.entry(
                                        "code",
                                        forDevice ? CODE.fill(Map.of("code", code)) : Html.NONE),
                                Map.entry(
                                        "warning",
                                        forDevice
                                                ? "Say yes only if you started it yourself and it shows this very code."
                                                : "Say yes only if you started it yourself, on this computer."),
                                Map.entry(
                                        "action",
                                        forDevice
                                                ? "/oauth2/device_verification"
                                                : "/oauth2/authorize"),
                                Map.entry("client_id", Form.text(request, "client_id", LENGTH)),
                                Map.entry("state", Form.text(request, "state", LENGTH)),
                                Map.entry(
                                        "fields",
                                        forDevice
                                                ? CODE_FIELD.fill(Map.of("code", code))
                                                : Html.NONE)));
        return Page.of("Command line", body);
    }
}
