"""Checks bodies of requests against AWS' service model.

A line of input is {"operation", "model", "body"}; for each a line is printed
with the list of its faults.
"""

import re

from botocore.validate import ParamValidator

from common import MODEL, lines, say


def faults(value, shape, path):
    """Yields what the model forbids beyond what botocore validates."""
    if getattr(shape, "is_document_type", False):
        return
    if shape.type_name == "structure":
        if getattr(shape, "is_tagged_union", False) and len(value) != 1:
            yield f"{path} has {len(value)} members of a union"
        for name, member in value.items():
            if name in shape.members:
                yield from faults(member, shape.members[name], f"{path}.{name}")
    elif shape.type_name == "list":
        yield from length(value, shape, path)
        for i, item in enumerate(value):
            yield from faults(item, shape.member, f"{path}[{i}]")
    elif shape.type_name == "map":
        yield from length(value, shape, path)
        for name, item in value.items():
            yield from faults(name, shape.key, f"{path}.{name}")
            yield from faults(item, shape.value, f"{path}.{name}")
    elif shape.type_name == "string":
        yield from length(value, shape, path)
        enum, pattern = shape.enum, shape.metadata.get("pattern")
        if enum and value not in enum:
            yield f"{path} is {value!r}, not one of {enum}"
        if pattern and not re.fullmatch(pattern, value):
            yield f"{path} is {value!r}, which does not match {pattern}"
    elif shape.type_name in ("integer", "long", "float", "double"):
        if "max" in shape.metadata and value > shape.metadata["max"]:
            yield f"{path} is {value}, more than {shape.metadata['max']}"


def length(value, shape, path):
    if "max" in shape.metadata and len(value) > shape.metadata["max"]:
        yield f"{path} has length {len(value)}, more than {shape.metadata['max']}"


def main():
    for line in lines():
        shape = MODEL.operation_model(line["operation"]).input_shape
        parameters = dict(line["body"], modelId=line["model"])
        report = ParamValidator().validate(parameters, shape)
        say([report.generate_report()] if report.has_errors() else list(faults(parameters, shape, "")))


if __name__ == "__main__":
    main()
