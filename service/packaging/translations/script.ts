import ts from 'typescript';
import { collect, functionOf, type Call, type Found } from './message.ts';

/** The text of a literal, or of literals that are put together; null when something in it is known only at run time. */
function literal(node: ts.Expression | undefined): string | null {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return literal(node.expression);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [literal(node.left), literal(node.right)];
  return left === null || right === null ? null : left + right;
}

const nameOf = (node: ts.CallExpression): string => {
  if (ts.isIdentifier(node.expression)) return node.expression.text;
  return ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : '';
};

/** The strings that a TypeScript or JavaScript file asks translations of; `shipped` are the scripts that its code ends up in. */
export function scriptMessages(text: string, file: string, shipped: readonly string[] = [file]): Found {
  const kind = /\.[jt]sx$/.test(file) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && functionOf(nameOf(node)) !== null) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      calls.push({ name: nameOf(node), line, values: node.arguments.map(literal) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return collect(calls, { text, file, shipped });
}
