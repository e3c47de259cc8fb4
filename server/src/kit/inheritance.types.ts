import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Declared, Family, OverridesOf, ValuesOf } from '@backhaul/domain/settings/family';
import type { Setting, Shape } from '@backhaul/domain/settings/setting';
import { DateScalar, DateTimeScalar, DecimalScalar, JSONScalar } from './scalars.ts';

export enum SettingOrigin {
  BUILT_IN = 'BUILT_IN',
  INHERITED = 'INHERITED',
  HERE = 'HERE',
}
registerEnumType(SettingOrigin, { name: 'SettingOrigin' });

@ObjectType('SettingProvenance', {
  description: "originName: the ancestor's name where the viewer may see it, else null.",
})
export class SettingProvenanceType {
  @Field(() => String) key!: string;
  @Field(() => SettingOrigin) origin!: SettingOrigin;
  @Field(() => String, { nullable: true }) originName!: string | null;
  @Field(() => String, { nullable: true }) setBy!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) setAt!: Date | null;
  @Field(() => JSONScalar, {
    nullable: true,
    description: 'What the setting would be if it were not set here.',
  })
  inheritedValue!: unknown;
  @Field(() => JSONScalar, {
    nullable: true,
    description: 'What the setting would be if the partner set nothing of its family itself.',
  })
  aboveValue!: unknown;
}

type Enum<V extends string> = { readonly [K in V]: K };
const enums = new Map<string, Enum<string>>();

/** The API's enum of some values, which several settings and other types may share by its name. */
export function enumOf<V extends string>(name: string, values: readonly V[]): Enum<V> {
  const known = enums.get(name) ?? Object.fromEntries(values.map((value) => [value, value]));
  if (!enums.has(name)) {
    enums.set(name, known);
    registerEnumType(known, { name });
  }
  return known as Enum<V>;
}

/** What the API calls a shape; a list in brackets, as Field() wants it. */
function typeOf(shape: Shape) {
  switch (shape.kind) {
    case 'yes-no':
      return Boolean;
    case 'whole':
    case 'hour':
      return Int;
    case 'choice':
      return enumOf(shape.name, shape.values);
    case 'choices':
      return [enumOf(shape.name, shape.values)];
    case 'amount':
    case 'percent':
      return DecimalScalar;
    case 'number-format':
    case 'text':
    case 'time':
      return String;
    case 'date':
      return DateScalar;
    case 'dates':
      return [DateScalar];
    case 'weekdays':
    case 'numbers':
      return [Int];
    case 'record':
    case 'file':
      return ID;
  }
}

const nothing = ({ default: value, always }: Setting<unknown>) => value === null && !always;

/**
 * The class to build a family's type of the API upon: a field per setting, in the order of the declaration. Of a file
 * its address shows. after: fields of the type's own that the API has behind one of the settings.
 */
export function settingsObject<D extends Declared>(
  of: Family<D>,
  after: Partial<Record<keyof D, readonly [name: string, field: PropertyDecorator]>> = {},
): abstract new () => ValuesOf<D> {
  @ObjectType()
  abstract class Settings {}
  for (const key of of.keys) {
    const setting = of.settings[key];
    const { shape, about } = setting;
    const type = typeOf(shape); // now: an enum must be known before the schema is made
    const more = { nullable: nothing(setting), ...(about ? { description: about } : {}) };
    if (shape.kind === 'file') Field(() => String, more)(Settings.prototype, shape.shown);
    else Field(() => type, more)(Settings.prototype, key);
    const behind = after[key];
    behind?.[1](Settings.prototype, behind[0]);
  }
  return Settings as abstract new () => ValuesOf<D>;
}

/** The class to build a family's input upon: every setting may be left out, and null inherits again. */
export function settingsInput<D extends Declared>(
  of: Family<D>,
): abstract new () => { [K in keyof OverridesOf<D>]: OverridesOf<D>[K] | null } {
  @InputType()
  abstract class Input {}
  for (const key of of.keys) {
    const type = typeOf(of.settings[key].shape);
    Field(() => type, { nullable: true })(Input.prototype, key);
  }
  return Input as never;
}
