using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Schemes;

/// <summary>What a household belongs to, such as its village or team: a text column of the roster that steps reckon within.</summary>
/// <param name="Name">Its name in steps and rosters.</param>
/// <param name="Title">Its name for people.</param>
public sealed record SchemeLabel(string Name, LocalizedText Title)
{
    /// <summary>It as a column of the roster.</summary>
    public RosterLabel Column => new(Name) { Title = Title.Zh };

    internal static SchemeLabel Read(FieldReader fields, string name) => new(name, fields.Words("title"));
}
