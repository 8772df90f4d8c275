using System.Text;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Calculations;

/// <summary>The array <c>households</c> of a request, known to be JSON already; read straight into the roster's columns.</summary>
/// <param name="array">From its bracket to its bracket, valid UTF-8.</param>
internal sealed class JsonHouseholds(ReadOnlyMemory<byte> array) : IHouseholdSource
{
    private const int Id = 1;
    private const int Tags = 2;
    private const int Holdings = 4;
    private const int Labels = 8;
    private const string Known = "id, tags, labels, holdings";

    /// <summary>Longer names and values are refused in any case; this is for those written with escapes.</summary>
    public const int ScratchBytes = 1024;

    /// <inheritdoc/>
    public void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
    {
        try
        {
            Read(roster, cancellation);
        }
        catch (InvalidOperationException)
        {
            roster.Add(JsonText.Malformed("文字里有不成对的 \\uD800–\\uDFFF", "a string has an unpaired \\uD800–\\uDFFF", roster.Field));
        }
    }

    private void Read(RosterBuilder roster, CancellationToken cancellation)
    {
        var reader = new Utf8JsonReader(array.Span, new JsonReaderOptions { MaxDepth = CalculationJsonReader.MaxDepth });
        Span<byte> scratch = stackalloc byte[ScratchBytes];
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!roster.Begin())
            {
                return;
            }

            ReadOne(ref reader, roster, scratch);
            if ((roster.Count & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Reads the value the reader stands at as the household that was begun.</summary>
    /// <param name="reader">Of one piece, valid UTF-8; left at the end of the value.</param>
    /// <param name="roster">Where to.</param>
    /// <param name="scratch">At least <see cref="ScratchBytes"/>.</param>
    /// <exception cref="InvalidOperationException">A text is no Unicode.</exception>
    public static void ReadOne(ref Utf8JsonReader reader, RosterBuilder roster, scoped Span<byte> scratch)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadHousehold(ref reader, roster, scratch);
            roster.End();
        }
        else
        {
            roster.Skip(JsonText.WrongType(roster.Field, "一个对象 {…}", "an object {…}", reader.TokenType));
            reader.Skip();
        }
    }

    private static void ReadHousehold(ref Utf8JsonReader reader, RosterBuilder roster, scoped Span<byte> scratch)
    {
        var seen = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = reader.ValueTextEquals("id"u8) ? Id
                : reader.ValueTextEquals("holdings"u8) ? Holdings
                : reader.ValueTextEquals("tags"u8) ? Tags
                : reader.ValueTextEquals("labels"u8) ? Labels : 0;
            if (field == 0)
            {
                roster.Add(JsonText.UnknownField(reader.GetString()!, Known, roster.Field));
                reader.Read();
                reader.Skip();
                continue;
            }

            if ((seen & field) != 0)
            {
                roster.Add(JsonText.DuplicateField(roster.Field + "." + reader.GetString()));
                reader.Read();
                reader.Skip();
                continue;
            }

            seen |= field;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                ReadField(ref reader, field, roster, scratch);
            }
        }
    }

    private static void ReadField(ref Utf8JsonReader reader, int field, RosterBuilder roster, scoped Span<byte> scratch)
    {
        switch (field)
        {
            case Id when reader.TokenType == JsonTokenType.String:
                roster.Id(Utf8(in reader, scratch));
                break;
            case Holdings when reader.TokenType == JsonTokenType.StartObject:
                ReadHoldings(ref reader, roster, scratch);
                break;
            case Labels when reader.TokenType == JsonTokenType.StartObject:
                ReadLabels(ref reader, roster, scratch);
                break;
            case Tags when reader.TokenType == JsonTokenType.StartArray:
                ReadTags(ref reader, roster, scratch);
                break;
            default:
                var (name, zh, en) = field switch
                {
                    Id => ("id", "一段文字", "a string"),
                    Tags => ("tags", "一个数组 […]", "an array […]"),
                    Labels => ("labels", "一个对象 {…}", "an object {…}"),
                    _ => ("holdings", "一个对象 {…}", "an object {…}"),
                };
                Refuse(roster, field, JsonText.WrongType(roster.Field + "." + name, zh, en, reader.TokenType));
                reader.Skip();
                break;
        }
    }

    private static void Refuse(RosterBuilder roster, int field, Problem problem)
    {
        switch (field)
        {
            case Id:
                roster.RefuseId(problem);
                break;
            case Holdings:
                roster.RefuseHoldings(problem);
                break;
            case Labels:
                roster.RefuseLabels(problem);
                break;
            default:
                roster.Add(problem);
                break;
        }
    }

    private static void ReadHoldings(ref Utf8JsonReader reader, RosterBuilder roster, scoped Span<byte> scratch)
    {
        var names = scratch[..(ScratchBytes / 2)];
        var values = scratch[(ScratchBytes / 2)..];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Utf8(in reader, names);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number)
            {
                roster.Holding(name, JsonNumber.Plain(reader.ValueSpan));
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                roster.Holding(name, Utf8(in reader, values));
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                var field = $"{roster.Field}.holdings.{NumberProblems.Shorten(Encoding.UTF8.GetString(name))}";
                roster.RefuseHolding(
                    name, JsonText.WrongType(field, "数字或写成文字的数字", "a number, or a number in a string", reader.TokenType));
                reader.Skip();
            }
        }
    }

    private static void ReadLabels(ref Utf8JsonReader reader, RosterBuilder roster, scoped Span<byte> scratch)
    {
        var names = scratch[..(ScratchBytes / 2)];
        var values = scratch[(ScratchBytes / 2)..];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Utf8(in reader, names);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                roster.Label(name, Utf8(in reader, values));
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                var field = $"{roster.Field}.labels.{NumberProblems.Shorten(Encoding.UTF8.GetString(name))}";
                roster.RefuseLabels(JsonText.WrongType(field, "一段文字", "a string", reader.TokenType));
                reader.Skip();
            }
        }
    }

    private static void ReadTags(ref Utf8JsonReader reader, RosterBuilder roster, scoped Span<byte> scratch)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                roster.Tag(Utf8(in reader, scratch));
            }
            else
            {
                roster.Add(JsonText.WrongType(roster.Field + ".tags", "一段文字", "a string", reader.TokenType));
                reader.Skip();
            }
        }
    }

    private static ReadOnlySpan<byte> Utf8(in Utf8JsonReader reader, Span<byte> scratch)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        var destination = reader.ValueSpan.Length <= scratch.Length ? scratch : new byte[reader.ValueSpan.Length];
        return destination[..reader.CopyString(destination)];
    }
}
