"""Django's PostgreSQL backend with two savings for requests that ask little and often, see `base` and `prepared`."""
