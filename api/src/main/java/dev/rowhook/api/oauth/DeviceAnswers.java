package dev.rowhook.api.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/// Where a person goes on after the code of a device.
final class DeviceAnswers {
    private DeviceAnswers() {}

    static void done(
            HttpServletRequest request, HttpServletResponse response, Authentication device) {
        redirect(response, "/device/done");
    }

    static void failed(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure) {
        boolean denied =
                failure instanceof OAuth2AuthenticationException oauth
                        && oauth.getError().getErrorCode().equals(OAuth2ErrorCodes.ACCESS_DENIED);
        redirect(response, denied ? "/device/denied" : "/device?error=code");
    }

    static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
