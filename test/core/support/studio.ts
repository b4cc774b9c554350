import * as dj from "../../../core/index.ts";
import type { Backend } from "./backends.ts";

/** A pipeline with the shapes of foreign keys that matter: chain, diamond, two to one parent, nullable, parts. */
export async function studio(backend: Backend) {
  const inst = await backend.connect();
  const schema = inst.Schema(backend.schemaName("studio"));
  class Tenant extends dj.Manual {
    static definition = `
      tenant : int32
      ---
      name : varchar(20)
      quota = 5 : int16
      rent = null : float64
      is_active = 1 : bool
    `;
  }
  schema(Tenant);
  class Desk extends dj.Manual {
    static definition = `
      -> Tenant
      desk : int16
      ---
      lamp = null : varchar(10)
    `;
  }
  schema(Desk);
  class Locker extends dj.Manual {
    static definition = `
      -> Tenant
      locker : int16
    `;
  }
  schema(Locker);
  class Key extends dj.Manual {
    static definition = `
      -> Desk
      -> Locker
    `;
  }
  schema(Key);
  class Message extends dj.Manual {
    static definition = `
      -> Tenant.proj(sender="tenant")
      -> Tenant.proj(receiver="tenant")
    `;
  }
  schema(Message);
  class Plant extends dj.Manual {
    static definition = `
      plant : int32
      ---
      -> [nullable] Tenant
    `;
  }
  schema(Plant);
  class Badge extends dj.Manual {
    static definition = `
      badge : int32
      ---
      -> [unique] Tenant
      code : varchar(8)
      unique index (code)
    `;
  }
  schema(Badge);
  class Course extends dj.Part {
    static definition = `
      -> master
      course : int16
    `;
  }
  class Garnish extends dj.Part {
    static definition = `
      -> Meal.Course
      garnish : int16
      ---
      -> [nullable] Tenant
    `;
  }
  class Meal extends dj.Manual {
    static definition = "meal : int32";
    static Course = Course;
    static Garnish = Garnish;
  }
  schema(Meal);
  await Tenant.insert([1, 2, 3].map((tenant) => ({ tenant, name: `tenant ${tenant}` })));
  await Desk.insert([
    [1, 1, "red"],
    [1, 2, null],
    [2, 1, "blue"],
  ]);
  await Locker.insert([
    [1, 1],
    [1, 2],
    [2, 1],
  ]);
  await Key.insert([
    { tenant: 1, desk: 1, locker: 1 },
    { tenant: 1, desk: 2, locker: 2 },
    { tenant: 2, desk: 1, locker: 1 },
  ]);
  await Message.insert([
    [1, 2],
    [2, 1],
    [3, 3],
  ]);
  await Plant.insert([
    [1, 1],
    [2, null],
    [3, 2],
  ]);
  await Badge.insert([
    [1, 1, "a"],
    [2, 2, "b"],
  ]);
  await Meal.insert([[1], [2]]);
  await Course.insert([
    [1, 1],
    [1, 2],
    [2, 1],
  ]);
  await Garnish.insert([
    [1, 1, 1, null],
    [1, 2, 1, null],
    [2, 1, 1, null],
  ]);
  return { inst, schema, Tenant, Desk, Locker, Key, Message, Plant, Badge, Meal, Course, Garnish };
}
