using System.Text;
using System.Text.Json;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Documents;

/// <summary>Reads a JSON value as a document tree: numbers as written.</summary>
internal static class JsonDocumentTree
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 40 };

    /// <summary>The tree of a whole JSON text, or null with the problem.</summary>
    public static DocumentNode? Parse(ReadOnlySpan<byte> utf8, out Problem? problem)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            reader.Read();
            var root = Read(ref reader, utf8);
            if (reader.Read())
            {
                throw new JsonException("more than one value");
            }

            problem = null;
            return root;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            problem = JsonProblems.Malformed(exception);
            return null;
        }
    }

    /// <summary>The tree of the value the reader stands on; leaves it on the value's end.</summary>
    public static DocumentNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var (line, column) = Position(text, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, text));
                }

                return new DocumentSequence(items, line, column);
            case JsonTokenType.StartObject:
                var entries = new List<DocumentEntry>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    var (keyLine, keyColumn) = Position(text, reader.TokenStartIndex);
                    reader.Read();
                    entries.Add(new DocumentEntry(key, Read(ref reader, text), keyLine, keyColumn));
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

    // Documents are small; counting from the start each time keeps the reader simple.
    private static (int Line, int Column) Position(ReadOnlySpan<byte> text, long index)
    {
        var before = text[..(int)Math.Min(index, text.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
