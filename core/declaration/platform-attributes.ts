import type { Attribute } from "../heading/attribute.ts";

const hidden = {
  codec: null,
  comment: "",
  isAutoincrement: false,
  isUnsigned: false,
  isHidden: true,
  lineage: null,
} as const;

/** The key of a table of one row. Section "Singleton Tables" of the table declaration specification. */
export const singletonAttribute: Attribute = {
  ...hidden,
  name: "_singleton",
  type: "bool",
  sqlType: "tinyint",
  dataType: { kind: "bool" },
  inKey: true,
  isNullable: false,
  default: "1",
  comment: "singleton primary key",
};

/**
 * What `populate` notes of each row. Section "Job Metadata" of the table declaration specification.
 *
 * @param table the table's name; parts of an imported table have the attributes too, as in DataJoint for Python,
 *   those of a computed one do not
 */
export function jobAttributes(table: string): Attribute[] {
  const isComputed = table.startsWith("__") && !table.slice(2).includes("__");
  const isImported = table.startsWith("_") && !table.startsWith("__");
  if (!isComputed && !isImported) return [];
  const nullable = { ...hidden, inKey: false, isNullable: true };
  return [
    {
      ...nullable,
      name: "_job_start_time",
      type: "datetime(3)",
      sqlType: "datetime(3)",
      dataType: { kind: "datetime", fraction: 3 },
      default: "null",
    },
    {
      ...nullable,
      name: "_job_duration",
      type: "float",
      sqlType: "float",
      dataType: { kind: "float", bits: 32 },
      default: "null",
    },
    {
      ...nullable,
      name: "_job_version",
      type: "varchar(64)",
      sqlType: "varchar(64)",
      dataType: { kind: "varchar", length: 64 },
      default: '""',
    },
  ];
}
