"""What each person has to do about rounds and applications; one file per part, imported by AppConfig.ready."""
