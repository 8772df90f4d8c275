namespace LinkageService.Engine.Tests.RandomDocuments;

/// <summary>The run is refused with this code.</summary>
internal sealed class Refusal(string code) : Exception
{
    public string Code { get; } = code;
}
