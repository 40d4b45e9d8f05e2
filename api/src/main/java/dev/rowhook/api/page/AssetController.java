package dev.rowhook.api.page;

import dev.rowhook.api.auth.Open;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;

/// What pages look like.
@RestController
class AssetController {
    private static final CacheControl CACHED =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    @Open
    @GetMapping("/sign-in/style.css")
    ResponseEntity<Resource> style() {
        return asset("style.css", MediaType.valueOf("text/css;charset=UTF-8"));
    }

    @Open
    @GetMapping("/sign-in/icon.svg")
    ResponseEntity<Resource> icon() {
        return asset("icon.svg", MediaType.valueOf("image/svg+xml"));
    }

    private static ResponseEntity<Resource> asset(String file, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CACHED)
                .body(new ClassPathResource(file, AssetController.class));
    }
}
