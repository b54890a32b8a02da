"""What each person has to do about rounds and applications; one file per part, imported by AppConfig.ready."""

from models_abc.todo import applications, rounds

__all__ = ["applications", "rounds"]
