/** How the values of each type of attribute are held. Vectors of arrays lie one after the other. */
interface Values {
  bool: boolean;
  int: number;
  float: number;
  token: string;
  string: string;
  asset: string;
  float2: readonly number[];
  float3: readonly number[];
  float4: readonly number[];
  color3f: readonly number[];
  normal3f: readonly number[];
  'int[]': Uint32Array;
  'float3[]': Float32Array;
  'point3f[]': Float32Array;
  'normal3f[]': Float32Array;
  'texCoord2f[]': Float32Array;
}

export type ValueType = keyof Values;

/** An attribute of a prim: with a value, connected to another prim's output, or (an output) with neither. */
export type Attribute<Type extends ValueType = ValueType> = Type extends ValueType
  ? {
      name: string;
      type: Type;
      value?: Values[Type];
      /** the path of the attribute that it takes its value from. */
      connect?: string;
      /** never animated. */
      uniform?: boolean;
      /** of what goes along a mesh. */
      interpolation?: 'vertex';
    }
  : never;

export interface Relationship {
  name: string;
  /** a prim's path. */
  target: string;
}

export type Property = Attribute | Relationship;

/** Metadata of a prim. */
export interface Metadata {
  kind?: 'component' | 'sceneLibrary';
  /** prepended. */
  apiSchemas?: readonly string[];
  customData?: Readonly<Record<string, boolean | string>>;
  sceneName?: string;
}

/** One prim of a USD layer. */
export interface Prim {
  type: 'Xform' | 'Scope' | 'Mesh' | 'Material' | 'Shader';
  name: string;
  metadata?: Metadata;
  properties?: readonly Property[];
  children?: readonly Prim[];
}

/** An attribute with a value. */
export const attribute = <Type extends ValueType>(type: Type, name: string, value: Values[Type]): Attribute =>
  ({ type, name, value }) as unknown as Attribute;

/** An attribute whose value never changes. */
export const uniform = <Type extends ValueType>(type: Type, name: string, value: Values[Type]): Attribute => ({
  ...attribute(type, name, value),
  uniform: true,
});

/** An attribute that takes its value from another prim's output. */
export const connection = (type: ValueType, name: string, connect: string): Attribute => ({ type, name, connect }) as Attribute;

/** An output of a shader or material. */
export const output = (type: ValueType, name: string): Attribute => ({ type, name: `outputs:${name}` }) as Attribute;
