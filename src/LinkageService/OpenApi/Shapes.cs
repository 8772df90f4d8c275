using System.Reflection;
using System.Text.Json.Nodes;
using LinkageService.Engine.Amounts;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Linkages;
using LinkageService.Features.Organizations;
using LinkageService.Storage.Runs;
using Microsoft.OpenApi;

namespace LinkageService.OpenApi;

/// <summary>The forms a value may have in the OpenAPI document. Closed lists are those of the code.</summary>
internal static class Shapes
{
    /// <summary>Yuan with at most two decimals.</summary>
    public const string YuanPattern = "^-?[0-9]+(\\.[0-9]{1,2})?$";

    /// <summary>A decimal, a percentage, a quotient, or parts such as 7:3, as <see cref="RateText"/> reads them.</summary>
    public const string ExactPattern = "^[0-9]+(\\.[0-9]+)?(%|[/:：][0-9]+(\\.[0-9]+)?)?$";

    private const string DigestPattern = "^sha256:[0-9a-f]{64}$";

    /// <summary>Any text.</summary>
    public static OpenApiSchema Text => new() { Type = JsonSchemaType.String };

    /// <summary>A day, 2025-12-31.</summary>
    public static OpenApiSchema Date => new() { Type = JsonSchemaType.String, Format = "date" };

    /// <summary>A moment, RFC 3339.</summary>
    public static OpenApiSchema Moment => new() { Type = JsonSchemaType.String, Format = "date-time" };

    /// <summary>An amount of money.</summary>
    public static OpenApiSchema Yuan => new() { Type = JsonSchemaType.String, Pattern = YuanPattern };

    /// <summary>A digest.</summary>
    public static OpenApiSchema Digest => new() { Type = JsonSchemaType.String, Pattern = DigestPattern };

    /// <summary>A stable name of ours that may be new to a caller: a code, an action.</summary>
    public static OpenApiSchema Name => new() { Type = JsonSchemaType.String, Pattern = "^[a-z0-9_.]+$" };

    /// <summary>true or false.</summary>
    public static OpenApiSchema Flag => new() { Type = JsonSchemaType.Boolean };

    /// <summary>The state of a run.</summary>
    public static OpenApiSchema State => OneOf(RunStates.All);

    /// <summary>The kind of a run.</summary>
    public static OpenApiSchema RunKind => OneOf(Words(typeof(RunKinds)));

    /// <summary>Where the roster of a run comes from.</summary>
    public static OpenApiSchema Roster => OneOf(Words(typeof(RosterKinds)));

    /// <summary>The mode of a linkage.</summary>
    public static OpenApiSchema Mode => OneOf(LinkageDraft.Modes);

    /// <summary>The legal form of an organisation.</summary>
    public static OpenApiSchema LegalForm => OneOf(OrganizationDraft.LegalForms);

    /// <summary>What becomes of later entries.</summary>
    public static OpenApiSchema LaterFactsChoice => OneOf(LaterFacts.Choices);

    /// <summary>The kind of a meeting.</summary>
    public static OpenApiSchema MeetingKind => OneOf(MeetingRules.Kinds);

    /// <summary>How a step comes to whole fen.</summary>
    public static OpenApiSchema Rounding => OneOf(Enum.GetValues<RoundingPolicy>().Select(policy => policy.Name()));

    /// <summary>A whole number in a range.</summary>
    public static OpenApiSchema Whole(int min, int? max = null) => new()
    {
        Type = JsonSchemaType.Integer, Format = "int32", Minimum = Number(min), Maximum = max is { } most ? Number(most) : null,
    };

    /// <summary>One of a closed list of words.</summary>
    public static OpenApiSchema OneOf(params IEnumerable<string> words) => new()
    {
        Type = JsonSchemaType.String, Enum = words.Select(JsonNode (word) => JsonValue.Create(word)).ToList(),
    };

    /// <summary>Bytes of a content type, in a body of their own.</summary>
    /// <remarks><c>format</c> says it once more, to generators that know nothing of <c>contentMediaType</c>.</remarks>
    public static OpenApiSchema Bytes(string type) => new()
    {
        Type = JsonSchemaType.String, Format = "binary", ContentMediaType = type,
    };

    /// <summary>Gives a field the form; what is said of it in words stays.</summary>
    public static void Put(OpenApiSchema on, OpenApiSchema shape)
    {
        (on.Format, on.Pattern, on.Enum) = (shape.Format, shape.Pattern, shape.Enum);
        (on.MinLength, on.MaxLength) = (shape.MinLength ?? on.MinLength, shape.MaxLength ?? on.MaxLength);
        (on.Minimum, on.Maximum) = (shape.Minimum ?? on.Minimum, shape.Maximum ?? on.Maximum);
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Words(Type list) => list.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
