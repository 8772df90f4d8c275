using System.Text;
using System.Text.Json;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Documents;

/// <summary>Reads a JSON value as a document tree: numbers as written.</summary>
internal static class JsonDocumentTree
{
    /// <summary>Nesting and values that are read; the same as of a YAML text.</summary>
    private const int MaxDepth = 32;
    private const int MaxNodes = 20_000;

    /// <summary>The tree of a whole JSON text, or null with the problem.</summary>
    /// <param name="utf8">The text, valid UTF-8.</param>
    /// <param name="withPositions">Whether line and column are noted; not for a value inside a request.</param>
    /// <param name="problem">Why the text cannot be read.</param>
    public static DocumentNode? Parse(ReadOnlySpan<byte> utf8, bool withPositions, out Problem? problem)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            var position = new Position(withPositions);
            var root = Read(ref reader, utf8, ref position);
            reader.Read();
            problem = null;
            return root;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            problem = withPositions ? JsonMistakes.Of(utf8, exception) : JsonProblems.Malformed(exception);
            return null;
        }
    }

    private static DocumentNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, ref Position position)
    {
        var (line, column) = position.At(text, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, text, ref position));
                }

                return new DocumentSequence(items, line, column);
            case JsonTokenType.StartObject:
                var entries = new List<DocumentEntry>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    var (keyLine, keyColumn) = position.At(text, reader.TokenStartIndex);
                    reader.Read();
                    entries.Add(new DocumentEntry(key, Read(ref reader, text, ref position), keyLine, keyColumn));
                }

                return new DocumentMapping(entries, line, column);
            case JsonTokenType.Null:
                return new DocumentScalar(Text: null, line, column);
            case JsonTokenType.String:
                return new DocumentScalar(reader.GetString(), line, column);
            default:
                return new DocumentScalar(Encoding.UTF8.GetString(reader.ValueSpan), line, column);
        }
    }

    /// <summary>Counts lines while the reader moves on, each byte once, and values up to the limit.</summary>
    private struct Position(bool isNoted)
    {
        private int _nodes;
        private int _index;
        private int _lineStart;
        private int _line = 1;

        public (int Line, int Column) At(ReadOnlySpan<byte> text, long index)
        {
            if (++_nodes > 2 * MaxNodes)
            {
                throw new JsonException($"more than {MaxNodes} values");
            }

            if (!isNoted)
            {
                return (0, 0);
            }

            var passed = text[_index..(int)index];
            _line += passed.Count((byte)'\n');
            _lineStart = passed.LastIndexOf((byte)'\n') is var end && end >= 0 ? _index + end + 1 : _lineStart;
            _index = (int)index;

            // A line of a million values is no text people point into: its columns are counted in bytes.
            var before = text[_lineStart.._index];
            return (_line, (before.Length > 4096 ? before.Length : Encoding.UTF8.GetCharCount(before)) + 1);
        }
    }
}
