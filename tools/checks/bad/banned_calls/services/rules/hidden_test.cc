TEST(Hidden, DISABLED_Waits) {
  GTEST_SKIP();
  std::this_thread::sleep_for(1s);
  usleep(5);
  sleep(1);
  fake.sleep(1);
  Sleepless(1);
}
