import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { IsoDay } from '../../../engine/domain/ids.ts';
import { readDay } from '../cells.ts';
import { type Encoding, Utf8Transcoder } from '../encoding.ts';
import type { ImportCode } from '../messages.ts';
import { type ImportOptions, refuseFile } from '../report.ts';
import { SNE_NAMESPACE } from '../sneNamespace.ts';
import { type ByteSource, openSource } from '../source.ts';
import { isKept, type SneNode } from './demandeTree.ts';

export const SNE_VERSIONS: readonly string[] = ['02.00', '02.01'];

/** Kinds of file that carry active demands; RAD and SUP carry those that leave the file. */
const ACTIVE_FILES: readonly string[] = ['CRE', 'CRS', 'MOD', 'REN', 'DIS', 'RET', 'COP'];
const MAX_DEPTH = 32;
const MAX_TEXT = 64 * 1024;
const MAX_ELEMENTS = 5_000;
const MAX_ATTRIBUTES = 64;
/** Codes and texts kept of one demande, together. */
const MAX_KEPT_CHARACTERS = 256 * 1024;

export interface SneDemande {
  readonly demande: SneNode;
  /** Day of `entete/dateFichier`. */
  readonly fileDay: IsoDay;
}

const DECLARED_ENCODINGS: ReadonlyMap<string, Encoding | 'auto'> = new Map<string, Encoding | 'auto'>([
  ['', 'auto'],
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['windows-1252', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
]);

/** Collects the demands of a file from parser events; every limit and every oddity of the file throws InputError. */
class DemandeCollector {
  readonly #file: string;
  readonly #parser: SaxesParser<{ xmlns: true }>;
  #depth = 0;
  #attributes = 0;
  #elements = 0;
  #sinceEvent = 0;
  #kept = 0;
  /** Depth of the element being read past; 0 when none is. */
  #skippedFrom = 0;
  readonly #open: SneNode[] = [];
  #fileDay: IsoDay | null = null;
  #dateText: string | null = null;
  #found: SneDemande[] = [];
  #closed = false;

  constructor(file: string) {
    this.#file = file;
    this.#parser = new SaxesParser({ xmlns: true });
    const parser = this.#parser;
    parser.on('doctype', () => this.#refuse('sne.doctype'));
    parser.on('error', (error) => {
      this.#refuse(/entity/.test(error.message) ? 'sne.entity' : 'sne.malformed');
    });
    parser.on('opentagstart', () => {
      this.#sinceEvent = 0;
      this.#attributes = 0;
    });
    parser.on('attribute', () => {
      this.#sinceEvent = 0;
      this.#attributes += 1;
      if (this.#attributes > MAX_ATTRIBUTES) this.#refuse('sne.too-large');
    });
    parser.on('opentag', (tag) => this.#enter(tag));
    parser.on('closetag', (tag) => this.#leave(tag));
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.on('comment', () => {
      this.#sinceEvent = 0;
    });
    parser.on('processinginstruction', () => {
      this.#sinceEvent = 0;
    });
  }

  write(text: string): SneDemande[] {
    this.#sinceEvent += text.length;
    this.#parser.write(text);
    if (this.#sinceEvent > MAX_TEXT + text.length) this.#refuse('sne.too-large');
    const found = this.#found;
    this.#found = [];
    return found;
  }

  end(): void {
    if (!this.#closed) this.#refuse('sne.truncated');
    this.#parser.close();
  }

  #refuse(code: ImportCode, expected?: string): never {
    throw refuseFile(code, {
      file: this.#file,
      line: this.#parser.line,
      ...(expected === undefined ? {} : { expected }),
    });
  }

  #enter(tag: SaxesTagNS): void {
    this.#sinceEvent = 0;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#refuse('sne.depth');
    if (this.#depth === 1) {
      this.#checkRoot(tag);
      return;
    }
    if (this.#skippedFrom > 0) {
      this.#count();
      return;
    }
    if (tag.uri !== SNE_NAMESPACE) this.#refuse('sne.namespace');
    if (this.#depth === 3 && tag.local === 'typeFichier' && this.#open.length === 0) {
      const code = tag.attributes.code?.value ?? '';
      if (code !== '' && !ACTIVE_FILES.includes(code)) this.#refuse('sne.file-kind');
    }
    if (this.#depth === 3 && tag.local === 'dateFichier' && this.#open.length === 0) {
      this.#dateText = '';
      this.#kept = 0;
    }
    const inside = this.#open.length > 0 || (this.#depth === 2 && tag.local === 'demande');
    if (!inside) return;
    if (this.#open.length === 0) {
      this.#elements = 0;
      this.#kept = 0;
    }
    this.#count();
    if (!isKept(tag.local)) {
      this.#skippedFrom = this.#depth;
      return;
    }
    const node: SneNode = {
      name: tag.local,
      code: tag.attributes.code?.value ?? '',
      line: this.#parser.line,
      text: '',
      children: [],
    };
    this.#keep(node.code);
    this.#open.at(-1)?.children.push(node);
    this.#open.push(node);
  }

  #keep(text: string): void {
    this.#kept += text.length;
    if (this.#kept > MAX_KEPT_CHARACTERS) this.#refuse('sne.too-large');
  }

  #count(): void {
    this.#elements += 1;
    if (this.#elements > MAX_ELEMENTS) this.#refuse('sne.too-large');
  }

  #checkRoot(tag: SaxesTagNS): void {
    if (tag.local !== 'interfaceNuu') this.#refuse('sne.root');
    if (tag.uri !== SNE_NAMESPACE) this.#refuse('sne.namespace');
    if (!SNE_VERSIONS.includes(tag.attributes.versionInterface?.value ?? '')) this.#refuse('sne.version');
  }

  #text(text: string): void {
    this.#sinceEvent = 0;
    if (text.length > MAX_TEXT) this.#refuse('sne.too-large');
    const node = this.#open.at(-1);
    if (this.#dateText !== null) {
      this.#keep(text);
      this.#dateText += text;
    } else if (node && this.#skippedFrom === 0) {
      this.#keep(text);
      node.text += text;
    }
  }

  #leave(tag: SaxesTagNS): void {
    this.#sinceEvent = 0;
    this.#depth -= 1;
    if (this.#depth === 0) this.#closed = true;
    if (this.#dateText !== null && tag.local === 'dateFichier') {
      this.#fileDay = readDay(this.#dateText.trim().slice(0, 10));
      this.#dateText = null;
    }
    if (this.#skippedFrom > 0) {
      if (this.#depth < this.#skippedFrom) this.#skippedFrom = 0;
      return;
    }
    const node = this.#open.pop();
    if (!node || this.#open.length > 0) return;
    if (this.#fileDay === null) this.#refuse('sne.file-date');
    this.#found.push({ demande: node, fileDay: this.#fileDay });
  }
}

export interface SneReading {
  readonly name: string;
  readonly demandes: AsyncIterable<readonly SneDemande[]>;
  readonly encoding: () => Encoding | null;
}

/**
 * Reads the demands of an interfaceNuu file (02.00 or 02.01) one after the other, in bounded memory. DOCTYPE, foreign
 * entities, deep nesting, huge texts, another namespace or version, and a file that stops early throw InputError.
 */
export const openSne = async (
  source: ByteSource,
  options: Pick<ImportOptions, 'encoding' | 'onProgress'>,
): Promise<SneReading> => {
  const { name, totalBytes, chunks } = await openSource(source);
  let transcoder: Utf8Transcoder | null = null;
  const transcoderFor = (first: Uint8Array): Utf8Transcoder => {
    const declared = /^[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']/.exec(
      Buffer.from(first.subarray(0, 256)).toString('latin1'),
    );
    const encoding = options.encoding ?? DECLARED_ENCODINGS.get((declared?.[1] ?? '').toLowerCase());
    if (encoding === undefined) throw refuseFile('sne.encoding', { file: name, line: 1 });
    return new Utf8Transcoder(name, encoding);
  };

  const demandes = async function* (): AsyncGenerator<readonly SneDemande[]> {
    const collector = new DemandeCollector(name);
    // The transcoder never cuts a character, so each piece decodes alone.
    const decode = (bytes: Buffer): string => bytes.toString('utf8');
    let bytesRead = 0;
    for await (const piece of chunks) {
      bytesRead += piece.length;
      transcoder ??= transcoderFor(piece);
      options.onProgress?.({ bytesRead, totalBytes });
      const found = collector.write(decode(transcoder.push(piece)));
      if (found.length > 0) yield found;
    }
    if (transcoder === null) throw refuseFile('file.empty', { file: name });
    const last = collector.write(decode(transcoder.end()));
    if (last.length > 0) yield last;
    collector.end();
  };
  return { name, demandes: demandes(), encoding: () => transcoder?.encoding ?? null };
};
