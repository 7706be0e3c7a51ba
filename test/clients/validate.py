"""Prints as JSON what keeps each of some files from being valid by an XML schema: its path, line and message."""

import json
import sys

from lxml import etree

schema_file, *files = sys.argv[1:]
schema = etree.XMLSchema(etree.parse(schema_file))
faults = []
for file in files:
    schema.validate(etree.parse(file, etree.XMLParser(huge_tree=True)))
    faults += [{"file": file, "line": error.line, "message": error.message} for error in schema.error_log]
print(json.dumps(faults))
