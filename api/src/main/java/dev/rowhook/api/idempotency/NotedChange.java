package dev.rowhook.api.idempotency;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.ChangeListener;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// Notes of the request at hand that it changed something, in the transaction that does.
@Component
class NotedChange implements ChangeListener {
    @Override
    public void changed(AccountChange change) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null
                && request.getAttribute(
                                IdempotentRequest.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                        instanceof IdempotentRequest begun) {
            begun.noteChange(change);
        }
    }
}
