"""What workers do by themselves: at their start, by the clock, and as long jobs."""

# Called with the number of messages that it works on at a time, when a worker starts.
SAMEFRAME_WORKER_START = ["photos.quality.apart_pool.suit_worker"]
# Done by workers until it is done once: publishing is for the time after an upgrade, later on
# approving publishes.
SAMEFRAME_FIRST_UPKEEP = ["photos.jobs.rerender.begin_if_behind"]
# What comes by the clock, every so many seconds, once over all workers (work.schedule); each is
# short, finds by itself what there is to do, and may be run twice.
SAMEFRAME_SCHEDULE = {
    "photos.tasks.resend_left_behind": 5,
    "photos.tasks.resend_lost": 60,
    "work.jobs.resend_left_behind": 5,
    "work.engines.left_messages.send_on": 60,
    "desk.upkeep.keep_up": 5,
    "privacy.upkeep.keep_up": 20,
    "retakes.upkeep.keep_up": 600,
    "privacy.encodings.keep_up": 20,
    "access.upkeep.purge": 600,
    "retakes.page.drafts.remove_old": 3600,
    "retakes.messages.upkeep.send_due": 5,
    "webhooks.tasks.send_due": 20,
}
# Long jobs (work.jobs), by their kind.
SAMEFRAME_JOBS = {
    "decide": "photos.jobs.decide.Decide",
    "rejudge": "photos.jobs.rejudge.Rejudge",
    "remeasure": "photos.jobs.remeasure.Remeasure",
    "rerender": "photos.jobs.rerender.Rerender",
    "ask": "retakes.jobs.AskMany",
}
