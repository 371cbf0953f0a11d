// The theme's htmx: no styles and no code of its own making, which the policy forbids anyway.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
