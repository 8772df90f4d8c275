namespace LinkageService.Tests.Features.Exports;

/// <summary>Names the tests that print: one after another, so that what a printer leaves behind is seen.</summary>
[CollectionDefinition(Name)]
public sealed class Printing
{
    public const string Name = "printing";
}
