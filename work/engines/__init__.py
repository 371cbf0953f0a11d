"""The engines that carry messages: django-tasks-db within one machine, procrastinate beyond.

All other code knows `django.tasks` and `work.sending` alone.
"""
