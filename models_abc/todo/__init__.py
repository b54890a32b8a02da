"""What each person has to do about rounds and applications; one file per part, imported by AppConfig.ready."""

from models_abc.todo import rounds

__all__ = ["rounds"]
