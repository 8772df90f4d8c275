using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;

namespace LinkageService.Features.Calculations;

/// <summary>
/// Reads the JSON of a calculation in two passes: first everything but the households, which may stand before the scheme
/// that says what their columns are; then the households straight into the roster. Numbers stay text, and a field that is null is left out.
/// </summary>
internal sealed class CalculationJsonReader
{
    /// <summary>Nesting that is read; nothing in a request is deeper.</summary>
    public const int MaxDepth = 48;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly Limits _limits;
    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private string? _scheme;
    private string? _year;
    private DocumentNode? _document;
    private IHouseholdSource? _households;
    private readonly Field _known;
    private string? _recordDate;
    private string? _from;
    private string? _organization;
    private string? _legalForm;
    private string? _region;
    private readonly List<ReadOnlyMemory<byte>> _facts = [];
    private bool _explain;
    private bool _preview;

    private CalculationJsonReader(ReadOnlyMemory<byte> body, Limits limits, Field known) =>
        (_body, _limits, _known) = (body, limits, known);

    [Flags]
    private enum Field
    {
        None = 0,
        Scheme = 1,
        Document = 2,
        Year = 4,
        Parameters = 8,
        Inputs = 16,
        Households = 32,
        Explain = 64,
        RecordDate = 128,
        Preview = 256,
        From = 512,
        Organization = 1024,
        LegalForm = 2048,
        Region = 4096,
        Facts = 8192,
        OfCalculation = Scheme | Document | Year | Parameters | Inputs | Households | Explain,
        OfHeader = OfCalculation & ~(Households | Explain),
        OfCheck = OfHeader | Households | RecordDate | Organization | LegalForm | Region | Facts,
        OfRun = Scheme | Year | From | RecordDate | Parameters | Inputs | Households | Preview,
    }

    /// <summary>The request, or the failure of a text that is not JSON.</summary>
    /// <param name="body">UTF-8; it must stay unchanged until the households were read.</param>
    /// <param name="limits">How large a scheme document may be.</param>
    /// <param name="failure">Set when the result is null.</param>
    public static CalculateDistributionRequest? Read(ReadOnlyMemory<byte> body, Limits limits, out Failure? failure) =>
        Read(body, limits, Field.OfCalculation, out failure)?.Terms;

    /// <summary>All of a calculation but its roster.</summary>
    /// <param name="header">UTF-8; not needed any more afterwards.</param>
    /// <param name="limits">How large a scheme document may be.</param>
    /// <exception cref="RefusedException">It is not JSON.</exception>
    public static CalculateDistributionRequest ReadHeader(ReadOnlyMemory<byte> header, Limits limits) =>
        Read(header, limits, Field.OfHeader, out var failure)?.Terms ?? throw new RefusedException(failure!);

    /// <summary>The body of a run to be stored.</summary>
    /// <param name="body">UTF-8; it must stay unchanged until the households were read.</param>
    /// <param name="limits">Of the service.</param>
    /// <exception cref="RefusedException">It is not JSON.</exception>
    public static RunBody ReadRun(ReadOnlyMemory<byte> body, Limits limits) =>
        Read(body, limits, Field.OfRun, out var failure) ?? throw new RefusedException(failure!);

    /// <summary>The body of a calculation to be held against the legal checks.</summary>
    /// <param name="body">UTF-8; it must stay unchanged until households and facts were read.</param>
    /// <param name="limits">Of the service.</param>
    /// <exception cref="RefusedException">It is not JSON.</exception>
    public static RunBody ReadCheck(ReadOnlyMemory<byte> body, Limits limits) =>
        Read(body, limits, Field.OfCheck, out var failure) ?? throw new RefusedException(failure!);

    private static RunBody? Read(ReadOnlyMemory<byte> body, Limits limits, Field known, out Failure? failure)
    {
        failure = null;
        try
        {
            if (JsonText.Fault(body.Span) is { } fault)
            {
                failure = Failure.Of(fault);
                return null;
            }

            var mark = body.Length - JsonText.WithoutMark(body.Span).Length;
            var reader = new CalculationJsonReader(body[mark..], limits, known);
            return new RunBody(reader.Read(), reader._from, reader._recordDate, reader._preview)
            {
                Organization = reader._organization, LegalForm = reader._legalForm, Region = reader._region, Facts = reader._facts,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            failure = Failure.Of(JsonProblems.Malformed(exception));
            return null;
        }
    }

    private CalculateDistributionRequest Read()
    {
        var reader = new Utf8JsonReader(_body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _problems.Add(JsonText.WrongType("", "一个对象 {…}", "an object {…}", reader.TokenType));
            reader.Skip();
        }
        else
        {
            ReadFields(ref reader);
        }

        // Anything after the value is refused by the reader itself.
        reader.Read();
        return new CalculateDistributionRequest
        {
            Scheme = _scheme,
            Document = _document,
            Year = _year,
            Parameters = _parameters,
            Inputs = _inputs,
            Households = _households,
            Explain = _explain,
            FormProblems = _problems,
        };
    }

    private void ReadFields(ref Utf8JsonReader reader)
    {
        var seen = Field.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = FieldOf(in reader) & _known;
            var name = field == Field.None ? reader.GetString()! : "";
            reader.Read();
            if (field == Field.None)
            {
                _problems.Add(JsonText.UnknownField(name, KnownNames));
                reader.Skip();
            }
            else if (seen.HasFlag(field))
            {
                _problems.Add(JsonText.DuplicateField(NameOf(field)));
                reader.Skip();
            }
            else
            {
                seen |= field;
                if (reader.TokenType != JsonTokenType.Null)
                {
                    ReadField(ref reader, field);
                }
            }
        }
    }

    private static Field FieldOf(in Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("scheme"u8))
        {
            return Field.Scheme;
        }

        return reader.ValueTextEquals("households"u8) ? Field.Households
            : reader.ValueTextEquals("inputs"u8) ? Field.Inputs
            : reader.ValueTextEquals("parameters"u8) ? Field.Parameters
            : reader.ValueTextEquals("year"u8) ? Field.Year
            : reader.ValueTextEquals("explain"u8) ? Field.Explain
            : reader.ValueTextEquals("document"u8) ? Field.Document
            : reader.ValueTextEquals("from"u8) ? Field.From
            : reader.ValueTextEquals("recordDate"u8) ? Field.RecordDate
            : reader.ValueTextEquals("preview"u8) ? Field.Preview
            : reader.ValueTextEquals("organization"u8) ? Field.Organization
            : reader.ValueTextEquals("legalForm"u8) ? Field.LegalForm
            : reader.ValueTextEquals("region"u8) ? Field.Region
            : reader.ValueTextEquals("facts"u8) ? Field.Facts
            : Field.None;
    }

    private string KnownNames => _known switch
    {
        Field.OfRun => "scheme, year, from, recordDate, parameters, inputs, households, preview",
        Field.OfCheck =>
            "scheme, document, year, recordDate, parameters, inputs, households, organization, legalForm, region, facts",
        Field.OfHeader => "scheme, document, year, parameters, inputs",
        Field.OfCalculation => "scheme, document, year, parameters, inputs, households, explain",
        _ => throw new UnreachableException(),
    };

    private static string NameOf(Field field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    private void ReadField(ref Utf8JsonReader reader, Field field)
    {
        switch (field)
        {
            case Field.Scheme when reader.TokenType == JsonTokenType.String:
                _scheme = reader.GetString();
                break;
            case Field.Year when reader.TokenType is JsonTokenType.String or JsonTokenType.Number:
                _year = reader.TokenType == JsonTokenType.Number ? JsonNumber.Whole(Text(in reader)) : Text(in reader);
                break;
            case Field.From when reader.TokenType == JsonTokenType.String:
                _from = reader.GetString();
                break;
            case Field.RecordDate when reader.TokenType == JsonTokenType.String:
                _recordDate = reader.GetString();
                break;
            case Field.Preview when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                _preview = reader.GetBoolean();
                break;
            case Field.Explain when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                _explain = reader.GetBoolean();
                break;
            case Field.Parameters when reader.TokenType == JsonTokenType.StartObject:
                ReadFigures(ref reader, "parameters", _parameters);
                break;
            case Field.Inputs when reader.TokenType == JsonTokenType.StartObject:
                ReadFigures(ref reader, "inputs", _inputs);
                break;
            case Field.Households when reader.TokenType == JsonTokenType.StartArray:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                _households = new JsonHouseholds(_body[start..(int)reader.BytesConsumed]);
                break;
            case Field.Organization when reader.TokenType == JsonTokenType.String:
                _organization = reader.GetString();
                break;
            case Field.LegalForm when reader.TokenType == JsonTokenType.String:
                _legalForm = reader.GetString();
                break;
            case Field.Region when reader.TokenType == JsonTokenType.String:
                _region = reader.GetString();
                break;
            case Field.Facts when reader.TokenType == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var first = (int)reader.TokenStartIndex;
                    reader.Skip();
                    _facts.Add(_body[first..(int)reader.BytesConsumed]);
                }

                break;
            case Field.Document when reader.TokenType == JsonTokenType.StartObject:
                ReadDocument(ref reader);
                break;
            default:
                var (zh, en) = Wanted(field);
                _problems.Add(JsonText.WrongType(NameOf(field), zh, en, reader.TokenType));
                reader.Skip();
                break;
        }
    }

    private static (string Zh, string En) Wanted(Field field) => field switch
    {
        Field.Scheme or Field.Organization or Field.LegalForm or Field.Region => ("一段文字", "a string"),
        Field.From or Field.RecordDate => ("一个日期，如 2025-12-31", "a date such as 2025-12-31"),
        Field.Preview => ("true 或 false", "true or false"),
        Field.Year => ("一个年份，如 2019", "a year such as 2019"),
        Field.Explain => ("true 或 false", "true or false"),
        Field.Households or Field.Facts => ("一个数组 […]", "an array […]"),
        Field.Parameters or Field.Inputs or Field.Document => ("一个对象 {…}", "an object {…}"),
        _ => throw new UnreachableException(),
    };

    private void ReadFigures(ref Utf8JsonReader reader, string path, Dictionary<string, string> figures)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            var field = path + "." + NumberProblems.Shorten(name);
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
            {
                _problems.Add(JsonText.WrongType(field, "数字或写成文字的数字", "a number, or a number in a string", reader.TokenType));
                reader.Skip();
            }
            else if (!figures.TryAdd(name, Text(in reader)))
            {
                _problems.Add(JsonText.DuplicateField(field));
            }
        }
    }

    private void ReadDocument(ref Utf8JsonReader reader)
    {
        var end = reader;
        end.Skip();
        var text = _body.Span[(int)reader.TokenStartIndex..(int)end.BytesConsumed];
        reader = end;
        if (text.Length > _limits.MaxSchemeBytes)
        {
            _problems.Add(JsonText.SchemeTooLarge("document", text.Length, _limits.MaxSchemeBytes));
            return;
        }

        _document = JsonDocumentTree.Parse(text, withPositions: false, out var problem);
        if (problem is not null)
        {
            _problems.Add(problem with { Field = "document" });
        }
    }

    private static string Text(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : JsonNumber.Plain(Encoding.UTF8.GetString(reader.ValueSpan));
}

/// <summary>The body of a run to be stored.</summary>
/// <param name="Terms">Scheme, year and figures; the households when they are in the body.</param>
/// <param name="From">As written; null when it is not stated.</param>
/// <param name="RecordDate">As written; null when it is not stated.</param>
/// <param name="Preview">Whether nothing is to be stored.</param>
internal sealed record RunBody(CalculateDistributionRequest Terms, string? From, string? RecordDate, bool Preview)
{
    /// <summary>Of a check: the organisation, as written; null when it is not stated.</summary>
    public string? Organization { get; init; }

    /// <summary>Of a check: the legal form, as written; null when it is not stated.</summary>
    public string? LegalForm { get; init; }

    /// <summary>Of a check: the region, as written; null when it is not stated.</summary>
    public string? Region { get; init; }

    /// <summary>Of a check: the facts, each a text of JSON.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Facts { get; init; } = [];
}
