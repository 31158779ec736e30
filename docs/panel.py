r"""Yields docs/panel.png, the README's picture of a workbook: the sheet Panel of the sample corpus and the legend of the
sheet About, as LibreOffice prints them. Needs LibreOffice, pdftoppm, a Chinese font, and Python's openpyxl and pillow.

    zhibiao compare corpus/panel -o panel.xlsx \
        -i economy.gdp,fiscal.general_budget_revenue,fiscal.tax_cuts,employment.new_urban
    python docs/panel.py panel.xlsx docs/panel.png
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from PIL import Image, ImageChops


def printed(workbook, name, folder):
    """One sheet as an image, cut to what is on it."""
    book = openpyxl.load_workbook(workbook)
    for other in book.sheetnames:
        if other != name:
            del book[other]
    sheet = book[name]
    sheet.auto_filter.ref = None
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    fit = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=name == "Panel")
    sheet.sheet_properties.pageSetUpPr = fit
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = ""
    sheet.print_options.gridLines = sheet.print_options.headings = True
    for row in list(sheet.iter_rows()):
        for cell in row:
            cell.comment = None
    if name == "About":
        legend = [row[0].row for row in sheet.iter_rows() if row[0].fill.fill_type and row[0].row > 1]
        sheet.delete_rows(legend[-1] + 1, sheet.max_row)
        sheet.delete_rows(1, legend[0] - 1)
        sheet.print_options.headings = sheet.print_options.gridLines = False
    book.save(folder / "one.xlsx")
    soffice = os.environ.get("ZHIBIAO_SOFFICE", "soffice")
    for _ in range(2):
        # Its first start may only make a profile.
        subprocess.run([soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
                        "--outdir", folder, folder / "one.xlsx"], stdout=subprocess.DEVNULL)
    pdftoppm = os.environ.get("ZHIBIAO_PDFTOPPM", "pdftoppm")
    subprocess.run([pdftoppm, "-r", "190" if name == "Panel" else "110", "-f", "1", "-l", "1", "-png", folder / "one.pdf", folder / name], check=True)
    page = Image.open(next(folder.glob(f"{name}*.png"))).convert("RGB")
    return page.crop(ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox())


with tempfile.TemporaryDirectory() as folder:
    panel, legend = (printed(sys.argv[1], name, Path(folder)) for name in ("Panel", "About"))
width, gap = max(panel.width, legend.width), 24
picture = Image.new("RGB", (width + 2 * gap, panel.height + legend.height + 3 * gap), "white")
picture.paste(panel, (gap, gap))
picture.paste(legend, (gap, panel.height + 2 * gap))
picture.save(sys.argv[2], optimize=True)
