"""What beat sends out, and when: seconds between two, or a time of the day."""

from celery.schedules import crontab

SCHEDULE = {
    "take up documents that wait": {"task": "documents.tasks.sweep", "schedule": 15.0},
    "make changed documents anew": {"task": "documents.tasks.refresh", "schedule": 15.0},
    "go on with batches": {"task": "documents.batches.tasks.sweep", "schedule": 5.0},
    "delete batches that expired": {
        "task": "documents.batches.tasks.clean",
        "schedule": crontab(hour=3, minute=55),
    },
    "take away documents that nobody uses": {
        "task": "documents.tasks.clean",
        "schedule": crontab(hour=4, minute=20),
        "options": {"queue": "bulk"},
    },
    "keep the summaries of all projects current": {
        "task": "publications.tasks.keep_summaries",
        "schedule": 60.0,
    },
    "look at the summaries of all projects": {
        "task": "publications.tasks.look_over_summaries",
        "schedule": crontab(hour="*/6", minute=50),
        "options": {"queue": "bulk"},
    },
    "take names of persons off the public pages": {
        "task": "publications.tasks.forget_persons",
        "schedule": crontab(minute=15),
    },
    "take names of persons off sub-grants": {
        "task": "cascade.tasks.forget_persons",
        "schedule": crontab(minute=25),
    },
    "make fewer rows of the kept figures": {
        "task": "publications.tasks.compact_figures",
        "schedule": crontab(minute="*/5"),
    },
    "forget old editions of the public data": {
        "task": "publications.tasks.prune_editions",
        "schedule": crontab(minute=35),
    },
    "send letters that wait": {"task": "correspondence.tasks.sweep", "schedule": 15.0},
    "check files that wait": {"task": "projects.attachments.tasks.sweep", "schedule": 20.0},
    "clean up after uploads": {
        "task": "projects.attachments.tasks.clean",
        "schedule": crontab(hour=3, minute=40),
    },
    "take up work on many proposals": {"task": "projects.tasks.sweep_jobs", "schedule": 20.0},
    "take up imports that wait": {"task": "publications.tasks.sweep_imports", "schedule": 30.0},
    "remind assessors": {"task": "assessments.tasks.remind", "schedule": crontab(minute=20)},
    "remind of conditions": {
        "task": "assessments.tasks.remind_of_conditions",
        "schedule": crontab(minute=25),
    },
    "remind of deadlines": {"task": "projects.tasks.remind", "schedule": 300.0},
    "remind of corrections": {"task": "projects.tasks.remind_of_corrections", "schedule": 600.0},
    "keep the blank forms of calls current": {
        "task": "projects.printing.tasks.keep_blank_forms",
        "schedule": 120.0,
    },
    "let modifications enter into force": {
        "task": "publications.tasks.enter_into_force",
        "schedule": crontab(minute=5),
    },
    "send alerts of searches": {"task": "publications.tasks.send_alerts", "schedule": 300.0},
    "add up figures that wait": {"task": "publications.tasks.add_up_figures", "schedule": 15.0},
    "forget readers": {"task": "publications.tasks.forget_readers", "schedule": crontab(hour=3, minute=20)},
    "open and end written procedures": {
        "task": "assessments.committee.tasks.keep_time",
        "schedule": 10.0,
    },
    "take up exports that wait": {"task": "assessments.exports.tasks.sweep", "schedule": 20.0},
    "delete exports that expired": {
        "task": "assessments.exports.tasks.clean",
        "schedule": crontab(hour=3, minute=50),
    },
    "take up open data that wait": {"task": "publications.exports.tasks.sweep", "schedule": 20.0},
    "write the dated files of open data": {
        "task": "publications.exports.tasks.dump",
        "schedule": crontab(hour=2, minute=20),
    },
    "delete open data that expired": {
        "task": "publications.exports.tasks.clean",
        "schedule": crontab(hour=4, minute=0),
    },
    "tell and remind guests of events": {"task": "events.tasks.keep_told", "schedule": 120.0},
    "forget guests of events": {"task": "events.tasks.forget", "schedule": crontab(hour=3, minute=25)},
    "end cards of partner searches": {"task": "ideas.tasks.end_over", "schedule": 300.0},
    "tell of new matches in partner searches": {"task": "ideas.tasks.send_notices", "schedule": 600.0},
    "go on sending newsletters": {"task": "editorial.newsletters.tasks.sweep", "schedule": 15.0},
    "check reports of services that wait": {
        "task": "knowledge.services.tasks.sweep",
        "schedule": 20.0,
    },
    "ask what was taken over of reviews": {
        "task": "knowledge.services.tasks.remind",
        "schedule": crontab(hour=7, minute=10),
    },
    "remind experts who are late": {
        "task": "knowledge.services.tasks.remind_experts",
        "schedule": crontab(hour=7, minute=15),
    },
    "close questions that were answered": {
        "task": "knowledge.services.tasks.close_over",
        "schedule": crontab(hour=4, minute=15),
    },
    "forget sessions that ended": {
        "task": "accounts.tasks.clear_sessions",
        "schedule": crontab(hour=3, minute=10),
    },
    "publish what editors scheduled": {"task": "editorial.tasks.publish_due", "schedule": 15.0},
    "forget contact cards that ended": {
        "task": "editorial.tasks.forget_cards",
        "schedule": crontab(minute=25),
    },
    "remind contacts whose consent runs out": {
        "task": "editorial.tasks.remind_contacts",
        "schedule": crontab(hour=7, minute=40),
    },
    "forget broken uploads of editors": {
        "task": "editorial.tasks.clean",
        "schedule": crontab(hour=3, minute=45),
    },
    "forget pictures that nothing uses": {
        "task": "editorial.tasks.forget_pictures",
        "schedule": crontab(hour=4, minute=25),
    },
    "look for forgotten names in documents of editors": {
        "task": "editorial.tasks.look_for_names",
        "schedule": 300.0,
    },
    "check files of editors that wait": {"task": "editorial.tasks.sweep", "schedule": 20.0},
}
