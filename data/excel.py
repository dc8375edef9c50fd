"""Excel workbooks that say their language, for which XlsxWriter has no option."""

import xlsxwriter
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager

from data.opendocument import LANGUAGE


class _Core(Core):  # type: ignore[misc]  # the library has no types
    """The properties of a file, with its language."""

    def _write_dc_title(self) -> None:
        super()._write_dc_title()
        self._xml_data_element("dc:language", LANGUAGE)


class _Packager(Packager):  # type: ignore[misc]  # the library has no types
    def _write_core_file(self) -> None:
        core = _Core()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class Workbook(xlsxwriter.Workbook):  # type: ignore[misc]  # the library has no types
    """A workbook that says its language, for which the library has no option."""

    def _get_packager(self) -> Packager:
        return _Packager()
