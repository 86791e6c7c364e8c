raise RuntimeError("no licence for PDF")
