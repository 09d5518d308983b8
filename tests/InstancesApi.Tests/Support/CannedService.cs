// A service with canned answers on a port of its own, and clients of it.
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace InfoBip.InstancesApi.Tests.Support;

internal sealed class CannedService : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();
    private readonly List<InstancesClient> _clients = [];
    private int _scenarios;

    public Uri BaseUrl => new(_server.Url! + "/your_moms/api-v2");

    public IReadOnlyList<Sent> Requests => [.. _server.LogEntries.Select(entry => new Sent(entry.RequestMessage!))];

    public Sent Request => Assert.Single(Requests);

    public static IResponseBuilder Json(string body, int status = 200) =>
        Response.Create().WithStatusCode(status).WithHeader("Content-Type", "application/json").WithBody(body);

    /// <summary>Answers every request of any kind.</summary>
    public void Answers(IResponseBuilder answer) => _server.Given(WireMock.RequestBuilders.Request.Create()).RespondWith(answer);

    public void Answers(string body, int status = 200) => Answers(Json(body, status));

    /// <summary>Answers one request after the other, and the last for ever.</summary>
    public void AnswersInTurn(params IResponseBuilder[] answers)
    {
        var scenario = $"turns {++_scenarios}";
        for (var turn = 0; turn < answers.Length; turn++)
        {
            var given = _server.Given(WireMock.RequestBuilders.Request.Create()).InScenario(scenario);
            var placed = turn == 0 ? given : given.WhenStateIs($"{turn}");
            placed.WillSetStateTo($"{Math.Min(turn + 1, answers.Length - 1)}").RespondWith(answers[turn]);
        }
    }

    public InstancesClient Client(
        Func<InstancesClientOptions, InstancesClientOptions>? with = null, TimeProvider? time = null, Func<double>? random = null)
    {
        var client = Clients.Of(BaseUrl, with, time, random);
        _clients.Add(client);
        return client;
    }

    /// <summary>How a call of a new client fails.</summary>
    public Task<InstancesApiException> FailureOf(Func<InstancesClient, Task> call) => Assert.ThrowsAsync<InstancesApiException>(() => call(Client()));

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _server.Dispose();
    }
}
