namespace LinkageService.Tests.Support;

/// <summary>Names the tests that listen to the whole process: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "alone";
}
