using LinkageService.Engine.Problems;

namespace LinkageService.Features.Facts;

/// <summary>
/// What a field of a fact is. It is said here once: the reader of bodies and messages, the rules, the stored form, the forms of the
/// console, the columns of tables and the OpenAPI document go by it.
/// </summary>
/// <param name="zh">What people call it, in Chinese.</param>
/// <param name="en">The same in English.</param>
/// <param name="type">What it holds.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FactFieldAttribute(string zh, string en, FactType type) : Attribute
{
    /// <summary>What people call it.</summary>
    public LocalizedText Label { get; } = new(zh, en);

    /// <summary>What it holds.</summary>
    public FactType Type => type;

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is a day or a year of something that has happened, which cannot lie ahead.</summary>
    public bool IsPast { get; init; }

    /// <summary>Of <see cref="FactType.Word"/>: the kind whose words <see cref="Engine.Checks.Facts.FactWords"/> has.</summary>
    public Type? Words { get; init; }

    /// <summary>Whether it names what runs give, so that a form offers those and says where one is not among them.</summary>
    public bool IsBenefit { get; init; }

    /// <summary>Of a line that one of the two forms of the statement has alone: the word of the form.</summary>
    public string? Only { get; init; }
}
