// The warm-up: a create that is answered, so that it has run all of a create's code.
namespace InfoBip.InstancesApi.Tests;

public sealed class WarmUpTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Warm_up_ends_with_a_created_instance(bool hasCryptography) =>
        await WarmUp.RunAsync(hasCryptography).WaitAsync(TestContext.Current.CancellationToken);
}
