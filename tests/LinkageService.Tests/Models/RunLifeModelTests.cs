using System.Globalization;
using CsCheck;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Tests.Features.Runs;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Models;

/// <summary>
/// The life of runs over REST and gRPC, with restarts in between, is that of a model of a few lines; two callers at once come to what one
/// after the other would have come to. <c>CsCheck_Seed</c> repeats what a failure names.
/// </summary>
public sealed class RunLifeModelTests
{
    private static readonly Gen<RunAct> Act = Gen.Select(
        OneOf(RunAct.Acts), Gen.Int[0, 5], OneOf(RunAct.Users), Gen.Bool, Gen.Int[0, 4],
        (act, run, user, isRpc, stale) => new RunAct(act, run, user, isRpc, IsStale: stale == 0));

    private static readonly Gen<string> User = OneOf(RunAct.Users);

    [FullRunFact]
    public async Task RunsOfAVillage_OverBothDoorsWithRestarts_LiveAsTheModelDoes()
    {
        await using var service = await RestartedService.StartAsync();
        await Gen.Const(() => StartAsync(service)).SampleModelBasedAsync(
            User.Operation<ActualRuns, RunLifeModel>(
                user => $"create by {user}", (actual, user) => actual.CreateAsync(user), (model, user) => Done(() => model.Create(user))),
            Act.Operation<ActualRuns, RunLifeModel>(
                act => act.ToString(), (actual, act) => actual.TakeAsync(act), (model, act) => Done(() => model.Take(act))),
            Gen.Int[0, 7].Operation<ActualRuns, RunLifeModel>(
                each => $"restart {each == 0}", (_, each) => each == 0 ? service.RestartAsync() : Task.CompletedTask,
                (_, _) => Task.CompletedTask),
            equal: (actual, model) => actual.Shown == model.Shown,
            iter: ModelLength.Of(full: 60, quick: 10), threads: 1, printActual: actual => actual.Shown, printModel: model => model.Shown);
        Assert.True(service.Restarts > 0, "no model asked for a restart");
    }

    [FullRunFact]
    public async Task TwoCallersAtOnce_OnTheRunsOfAVillage_ComeToWhatOneAfterTheOtherDoes()
    {
        await using var service = await RestartedService.StartAsync();
        Gen.Const(() => StartAsync(service, runs: 2).GetAwaiter().GetResult().Item1).SampleParallel(
            Act.Operation<ActualRuns>(act => act.ToString(), (actual, act) => actual.TakeAsync(act).GetAwaiter().GetResult()),
            equal: (one, other) => one.Now() == other.Now(), maxSequentialOperations: 4, maxParallelOperations: 4,
            iter: ModelLength.Of(full: 40, quick: 8), threads: 2, print: actual => actual.Shown);
    }

    private static async Task<(ActualRuns, RunLifeModel)> StartAsync(RestartedService service, int runs = 0)
    {
        var (actual, model) = (new ActualRuns(service, await service.VillageAsync()), new RunLifeModel());
        for (var run = 0; run < runs; run++)
        {
            await actual.CreateAsync("maker");
            model.Create("maker");
        }

        return (actual, model);
    }

    private static Gen<T> OneOf<T>(IReadOnlyList<T> all) => Gen.Int[0, all.Count - 1].Select(at => all[at]);

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    /// <summary>The runs of a village as the service has them.</summary>
    private sealed class ActualRuns(RestartedService service, string village)
    {
        private readonly List<(string Id, string ETag)> _made = [];
        private readonly List<string> _states = [];

        /// <summary>The state of each, as they were last read.</summary>
        public string Shown
        {
            get
            {
                lock (_states)
                {
                    return string.Join(' ', _states);
                }
            }
        }

        /// <summary>The same, read now.</summary>
        public string Now()
        {
            ReadAsync().GetAwaiter().GetResult();
            return Shown;
        }

        public async Task CreateAsync(string user)
        {
            var income = (100_000 + _made.Count).ToString(CultureInfo.InvariantCulture) + ".00";
            var made = await new RunWorld(service.Service).CreateAsync(
                village, RunWorld.Body.Replace("100000.00", income, StringComparison.Ordinal), "key-" + income, user);
            Assert.True(made.Status == 201, made.Text);
            _made.Add((made.Json.GetProperty("id").GetString()!, made.Headers["ETag"]));
            await ReadAsync();
        }

        public async Task TakeAsync(RunAct act)
        {
            if (_made.Count == 0)
            {
                return;
            }

            var (id, first) = _made[act.Run % _made.Count];
            var seen = await service.Service.GetAsync("/v1/runs/" + id);
            var etag = act.IsStale ? first : seen.Headers["ETag"];
            var digest = seen.Json.GetProperty("digest").GetString()!;
            if (act.IsRpc)
            {
                var (method, request) = Message(act.Act, id, etag, digest);
                var answer = await service.Rpc.CallAsync(
                    "linkage.v1.Runs/" + method, request, new Metadata { { "x-linkage-user", act.User } });
                Assert.NotEqual("internal_error", answer.Code);
            }
            else
            {
                var answer = await new RunWorld(service.Service).StepAsync(id, act.Act, etag, Body(act.Act, digest), act.User);
                Assert.True(answer.Status is 200 or 403 or 409 or 412 or 422, act + ": " + answer.Text);
            }

            await ReadAsync();
        }

        private async Task ReadAsync()
        {
            var states = new List<string>();
            foreach (var (id, _) in _made)
            {
                states.Add((await service.Service.GetAsync("/v1/runs/" + id)).Json.GetProperty("state").GetString()!);
            }

            lock (_states)
            {
                _states.Clear();
                _states.AddRange(states);
            }
        }

        private static string? Body(string act, string digest) => act switch
        {
            "submit" or "close" => null,
            "disclose" => """{ "from": "2026-01-05", "noticeDays": 20 }""",
            "approve" => RunWorld.Approval(digest, "2026-01-26", repeatReason: "分期发放"),
            "pay" => """{ "on": "2026-03-05" }""",
            "cancel" => """{ "reason": "重做" }""",
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
        };

        private static (string Method, IMessage Request) Message(string act, string id, string etag, string digest) => act switch
        {
            "submit" => ("SubmitRun", new Proto.SubmitRunRequest { Id = id, Etag = etag }),
            "close" => ("CloseRun", new Proto.CloseRunRequest { Id = id, Etag = etag }),
            "disclose" => ("DiscloseRun", new Proto.DiscloseRunRequest { Id = id, Etag = etag, From = "2026-01-05", NoticeDays = 20 }),
            "approve" => ("ApproveRun", new Proto.ApproveRunRequest
            {
                Id = id, Etag = etag, Digest = digest, RepeatReason = "分期发放",
                Meeting = new Proto.Meeting
                {
                    Date = "2026-01-26", Due = 30, Present = 30, InFavour = 30, Kind = Proto.Meeting.Types.Kind.Members,
                },
            }),
            "pay" => ("PayRun", new Proto.PayRunRequest { Id = id, Etag = etag, On = "2026-03-05" }),
            "cancel" => ("CancelRun", new Proto.CancelRunRequest { Id = id, Etag = etag, Reason = "重做" }),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
        };
    }
}
