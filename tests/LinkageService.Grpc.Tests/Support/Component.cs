namespace LinkageService.Grpc.Tests.Support;

/// <summary>Parts of the machine that some tests need.</summary>
public static class Component
{
    /// <summary>Skips the test when a component is absent, or fails it where REQUIRE_ALL=1 says all must be there.</summary>
    public static void Require(bool present, string component)
    {
        if (present)
        {
            return;
        }

        Assert.False(
            Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1", $"REQUIRE_ALL=1 and this is absent: {component}");
        Assert.Skip($"Absent: {component}");
    }
}
