#pragma once

int Straight();
