"""Does with DataJoint for Python what the tests ask for: one request in JSON a line, one answer a line."""

import datetime
import decimal
import importlib.metadata
import json
import sys
import traceback
import uuid

# Answers alone go to the standard output; what is logged and shown goes elsewhere.
answers, sys.stdout = sys.stdout, sys.stderr

import datajoint as dj  # noqa: E402
import numpy as np  # noqa: E402

tables = {}
failing = set()


def describe(value):
    """A value as JSON with what its type is."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, np.ndarray):
        return {"dtype": str(value.dtype), "shape": list(value.shape), "data": describe(value.ravel().tolist())}
    if isinstance(value, np.generic):
        return describe(value.item())
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        return value
    if isinstance(value, complex):
        return {"re": value.real, "im": value.imag}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, (uuid.UUID, decimal.Decimal, datetime.date, datetime.time, datetime.timedelta)):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(describe(one) for one in value)}
    if isinstance(value, dict):
        return {str(name): describe(one) for name, one in value.items()}
    return [describe(one) for one in value]


samples = {
    "doubles": np.arange(6, dtype=np.float64).reshape(2, 3) / 4,
    "floats": np.array([1.5, -2.25], dtype=np.float32),
    "whole": np.array([[1, 2], [3, 2**40]], dtype=np.int64),
    "bits": np.array([True, False, True]),
    "bytes": b"\x00\xff'",
    "words": {"text": "naïve ☃", "list": [1, 2.5, None, True], "nested": {"empty": []}},
    "group": {1, 2, 3},
    "moment": datetime.datetime(2024, 2, 29, 10, 20, 30, 500000),
    "token": uuid.UUID("5f3c2b8e-1d4a-4a5b-9c7d-0123456789ab"),
    "price": decimal.Decimal("12.50"),
}


def make_scan(self, key):
    image = np.full((2, 2), key["session"], dtype=np.float64)
    self.insert1({**key, "image": image, "depth": image.sum()})
    self.Frame.insert({**key, "frame": frame, "pixels": image + frame} for frame in range(2))


def make_summary(self, key):
    if key["subject_id"] in failing:
        raise ValueError("this one fails")
    image, depth = (Scan & key).fetch1("image", "depth")
    exponent = (Method & key).fetch1("exponent")
    self.insert1({**key, "value": float(image.mean()) * float(exponent), "made_by": "Python"})


makes = {"Scan": make_scan, "Summary": make_summary}


def define(schema, pipeline, addJobMetadata):
    """Declares the pipeline, or meets it where it is."""
    dj.config["jobs.add_job_metadata"] = addJobMetadata
    tables.clear()
    dj_schema = dj.Schema(schema)
    for table in pipeline:
        members = {"definition": table["definition"]}
        if "contents" in table:
            members["contents"] = [tuple(row) for row in table["contents"]]
        for part in table.get("parts", []):
            members[part["name"]] = type(part["name"], (dj.Part,), {"definition": part["definition"]})
        if table["name"] in makes:
            members["make"] = makes[table["name"]]
        made = type(table["name"], (getattr(dj, table["tier"]),), members)
        globals()[table["name"]] = tables[table["name"]] = dj_schema(made, context=globals())
    tables["schema"] = dj_schema


def version():
    return importlib.metadata.version("datajoint")


def show(schema):
    """How the server writes every table, and the lineage that is recorded."""
    connection = dj.conn()
    for name in ("Scan", "Summary"):
        len(tables[name].jobs)
    names = [row[0] for row in connection.query("SHOW TABLES IN `%s`" % schema)]
    shown = {name: connection.query("SHOW CREATE TABLE `%s`.`%s`" % (schema, name)).fetchone()[1] for name in names}
    lineage = connection.query("SELECT * FROM `%s`.`~lineage` ORDER BY 1, 2" % schema)
    return {"tables": shown, "lineage": [list(row) for row in lineage]}


def table_of(name):
    table = tables["schema"].__dict__.get(name) if name not in tables and "." not in name else None
    if table is None:
        first, *rest = name.split(".")
        table = tables[first]
        for part in rest:
            table = getattr(table, part)
    return table


def rows(table, where=True):
    return (table_of(table) & where).to_dicts(order_by="KEY")


def insert(table, given):
    table_of(table).insert(given)


def insert_samples(subject, first):
    for index, name in enumerate(samples):
        Session.insert1(
            {"subject_id": subject, "session": first + index, "started": "2024-01-01", "settings": {name: samples[name]}}
        )
    return {name: samples[name] for name in samples}


def refresh(table):
    return {name: count for name, count in table_of(table).jobs.refresh().items() if isinstance(count, int)}


def populate(table, where=True, fails=(), **options):
    failing.clear()
    failing.update(fails)
    result = table_of(table).populate(where, reserve_jobs=True, suppress_errors=True, display_progress=False, **options)
    return {"success": result["success_count"], "errors": len(result["error_list"])}


def metadata(schema, table):
    """How many rows there are, and how many of them tell when and how long they were computed."""
    sql = "SELECT COUNT(*), COUNT(`_job_start_time`), COUNT(`_job_duration`) FROM `%s`.`%s`" % (schema, table)
    return list(dj.conn().query(sql).fetchone())


def jobs(table):
    return (table_of(table).jobs).proj("status", "error_message").to_dicts(order_by="KEY")


def reserve(table, key):
    return bool(table_of(table).jobs.reserve(key))


def delete(table, where=True):
    return (table_of(table) & where).delete(prompt=False)


def extend(schema, name):
    """A further table, of a schema of its own, that refers to tables that are only known from the database."""
    found = dj.VirtualModule("found", schema)
    other = dj.Schema(name)

    class Review(dj.Manual):
        definition = """
        # what people say
        -> found.Summary
        -> found.Subject.proj(reviewed="subject_id")
        ---
        verdict : varchar(20)
        """

    other(Review, context={"found": found})
    tables["Review"] = Review


def join(first, second):
    return (table_of(first) * table_of(second)).to_dicts(order_by="KEY")


def drop(*schemas):
    for schema in schemas:
        dj.Schema(schema).drop(prompt=False)


operations = {
    one.__name__: one
    for one in (
        define, version, show, rows, insert, insert_samples, refresh, populate, metadata, jobs, reserve, delete, extend, join, drop
    )
}

for line in sys.stdin:
    request = json.loads(line)
    try:
        result = operations[request["do"]](*request["args"], **request["options"])
        answer = {"result": describe(result)}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
