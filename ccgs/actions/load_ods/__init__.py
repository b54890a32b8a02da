"""Loading the public files: all or nothing, dated, with history, and the same report from a dry run (F-01)."""

from ccgs.actions.load_ods.load import OdsFile, load_ods
from ccgs.actions.load_ods.report import LoadRefused, LoadReport, RowFate

__all__ = ["LoadRefused", "LoadReport", "OdsFile", "RowFate", "load_ods"]
