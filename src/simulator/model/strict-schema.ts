type Node = Record<string, unknown>;

const REFUSED = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'default',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'unevaluatedProperties',
  'contains',
  'uniqueItems',
  'minLength',
  'maxLength',
];
const DEEPEST = 10;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const inContext = (path: string[]): string => `In context=(${path.map((part) => `'${part}'`).join(', ')})`;

function objectProblem(node: Node, path: string[]): string | undefined {
  if (node.additionalProperties !== false) {
    return `${inContext(path)}, 'additionalProperties' is required to be supplied and to be false.`;
  }
  const names = Object.keys(isNode(node.properties) ? node.properties : {});
  const required = Array.isArray(node.required) ? node.required : [];
  const missing = names.find((name) => !required.includes(name));
  if (missing === undefined && required.every((name) => names.includes(String(name)))) return undefined;
  const reason = missing === undefined ? 'Extra required key supplied.' : `Missing '${missing}'.`;
  return `${inContext(path)}, 'required' is required to be an array including every key in properties. ${reason}`;
}

function children(node: Node, path: string[]): [unknown, string[]][] {
  const named = (['properties', '$defs', 'definitions'] as const).flatMap((key) =>
    Object.entries(isNode(node[key]) ? node[key] : {}).map(([name, child]): [unknown, string[]] => [
      child,
      [...path, key, name],
    ]),
  );
  const items: [unknown, string[]][] = node.items === undefined ? [] : [[node.items, [...path, 'items']]];
  const choices = Array.isArray(node.anyOf) ? node.anyOf : [];
  return [
    ...named,
    ...items,
    ...choices.map((child, at): [unknown, string[]] => [child, [...path, 'anyOf', String(at)]]),
  ];
}

function nodeProblem(node: unknown, path: string[]): string | undefined {
  if (!isNode(node)) return `${inContext(path)}, a schema must be an object.`;
  if (path.length / 2 > DEEPEST) return `${inContext(path)}, the schema is nested too deeply.`;
  const refused = REFUSED.find((keyword) => keyword in node);
  if (refused !== undefined) return `${inContext(path)}, '${refused}' is not permitted.`;
  if (!['type', 'anyOf', '$ref', 'enum', 'const'].some((key) => key in node)) {
    return `${inContext(path)}, schema must have a 'type' key.`;
  }
  const types = Array.isArray(node.type) ? node.type : [node.type];
  const own = types.includes('object') ? objectProblem(node, path) : undefined;
  if (own !== undefined) return own;
  if (types.includes('array') && node.items === undefined) return `${inContext(path)}, array schema missing items.`;
  return firstProblem(children(node, path));
}

function firstProblem(nodes: [unknown, string[]][]): string | undefined {
  for (const [node, path] of nodes) {
    const problem = nodeProblem(node, path);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/**
 * What OpenAI's strict mode would refuse in a schema, or `undefined`.
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function strictSchemaProblem(schema: unknown): string | undefined {
  if (!isNode(schema) || schema.type !== 'object') return 'schema must be a JSON Schema of \'type: "object"\'.';
  return nodeProblem(schema, []);
}
