using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>A disk that is full: the request is refused with nothing stored, and works again once there is room.</summary>
public class FullDiskTests
{
    [Fact]
    public async Task Write_DiskFullAndFreedAgain_RefusedThenMade()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-full-").FullName;
        await Tool.RequireAsync($"mount -t tmpfs -o size=12m tmpfs {folder}");
        try
        {
            var ballast = Path.Combine(folder, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[4 << 20]);
            await using (var service = await RunningService.StartAsync(["--Storage:Path=" + Path.Combine(folder, "linkage.db")]))
            {
                var client = new RunClient(service.Client);
                await client.MakeOrganizationAsync();
                var made = new List<string>();
                var answer = await client.MakeAsync(0);
                for (var key = 1; answer.Status == 201; key++)
                {
                    made.Add(answer.Json.GetProperty("id").GetString()!);
                    Assert.True(key < 5000, "the disk does not fill");
                    answer = await client.MakeAsync(key);
                }

                Assert.Equal((503, "storage_unavailable"), (answer.Status, answer.Code));
                Assert.Equal(made.Order(StringComparer.Ordinal), (await client.ListAsync()).Order(StringComparer.Ordinal));
                File.Delete(ballast);
                Assert.Equal(201, (await client.MakeAsync(made.Count)).Status);
                foreach (var run in await client.ListAsync())
                {
                    await client.CheckWholeAsync(run);
                }
            }
        }
        finally
        {
            await Tool.RunAsync($"umount {folder} && rmdir {folder}", Path.GetTempPath());
        }
    }
}
